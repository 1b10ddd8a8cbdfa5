/** What authors test their plugins and filters with. */
module dev.platter.testkit {
    requires transitive dev.platter.api;
    requires static org.jspecify;

    exports dev.platter.testkit;
}
