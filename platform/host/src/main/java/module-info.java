/** Finds plugins and filters by name and loads each as an OSGi bundle of its own. */
module dev.platter.host {
    requires transitive dev.platter.engine;
    requires com.sun.jna;
    requires org.apache.felix.framework;
    requires static org.jspecify;

    uses org.osgi.framework.connect.ConnectFrameworkFactory;

    exports dev.platter.host;
    exports dev.platter.host.deploy;
}
