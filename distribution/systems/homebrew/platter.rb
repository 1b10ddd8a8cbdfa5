# SPDX-License-Identifier: BSD-3-Clause
class Platter < Formula
  desc "Server for network block devices with plugins and filters"
  homepage "@URL@"
  url "@URL@/platter-@VERSION@.tar.gz"
  sha256 "@TAR_SHA256@"
  license "BSD-3-Clause"

  depends_on "openjdk"

  def install
    # Homebrew keeps what administrators change.
    (etc/"platter").install "etc/jvm.options", "etc/platter.toml.example"
    rm_r "etc"
    libexec.install_symlink etc/"platter" => "etc"
    rm Dir["bin/*.cmd"]
    rm_r "powershell"
    man1.install Dir["share/man/man1/*"]
    bash_completion.install Dir["share/bash-completion/completions/*"]
    zsh_completion.install Dir["share/zsh/site-functions/*"]
    fish_completion.install Dir["share/fish/vendor_completions.d/*"]
    libexec.install "bin", "bundles", "lib", "share", "LICENSE"
    # The name nbdkit is left to the formula of that name: libexec/bin has it for those who want it.
    java = { PLATTER_JAVA: Formula["openjdk"].opt_prefix }
    %w[platter platter-copy platter-evil-map platter-gzip platter-info platterctl platterd].each do |command|
      (bin/command).write_env_script libexec/"bin"/command, java
    end
  end

  service do
    run [opt_bin/"platterd", "--config=#{etc}/platter/platter.toml"]
    keep_alive successful_exit: false
    error_log_path var/"log/platterd.log"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/platter --version")
    assert_equal "1048576\n", shell_output("#{bin}/platter -U - memory 1M --run '#{bin}/platter-info --size \"$uri\"'")
  end
end
