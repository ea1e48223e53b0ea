#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>

namespace rasd {

/// `openssl s_server` on 127.0.0.1 with a certificate of its own making, for which nobody vouches;
/// ended when this goes.
class TlsServer {
 public:
  /// Key and certificate are written into `folder`; the certificate ends after so many days.
  TlsServer(const std::string& folder, int days);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  /// Whether the program `openssl` is there at all.
  static bool can_run();
  /// Accepts connections; waits for that for a few seconds.
  bool runs() const;
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_) + "/"; }

 private:
  uint16_t port_ = 0;
  pid_t process_ = 0;
};

}  // namespace rasd
