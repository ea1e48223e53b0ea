#include "tests/support/tls_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>

namespace rasd {
namespace {

sockaddr_in loopback(uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

/// A port that nobody holds just now; 0 when there is none.
uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const bool bound = ::bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(probe);
  return bound ? ntohs(address.sin_port) : 0;
}

}  // namespace

TlsServer::TlsServer(const std::string& folder, int days) : port_(free_port()) {
  const std::string key = folder + "/key.pem";
  const std::string certificate = folder + "/cert.pem";
  const std::string make = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -days " +
                           std::to_string(days) + " -keyout '" + key + "' -out '" + certificate +
                           "' 2>/dev/null";
  if (port_ == 0 || std::system(make.c_str()) != 0) return;
  const std::string accept = "127.0.0.1:" + std::to_string(port_);
  const char* arguments[] = {"openssl", "s_server",          "-quiet", "-www",
                             "-accept", accept.c_str(),      "-key",   key.c_str(),
                             "-cert",   certificate.c_str(), nullptr};
  if (::posix_spawnp(&process_, "openssl", nullptr, nullptr, const_cast<char**>(arguments),
                     environ) != 0)
    process_ = 0;
}

TlsServer::~TlsServer() {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

bool TlsServer::can_run() { return std::system("openssl version >/dev/null 2>&1") == 0; }

bool TlsServer::runs() const {
  for (int tries = 0; process_ > 0 && tries < 200; ++tries) {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port_);
    const bool open =
        ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(probe);
    if (open) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  return false;
}

}  // namespace rasd
