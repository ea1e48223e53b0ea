#include "tests/support/hostile_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "base/file.h"
#include "base/utf8.h"

namespace rasd {

std::string HostileRequest::header(std::string_view name) const {
  size_t at = 0;
  while (at < head.size()) {
    const size_t end = std::min(head.find("\r\n", at), head.size());
    const std::string_view line = std::string_view(head).substr(at, end - at);
    if (line.size() > name.size() && line[name.size()] == ':' &&
        equals_ignoring_case(line.substr(0, name.size()), name))
      return std::string(trim(line.substr(name.size() + 1)));
    at = end + 2;
  }
  return {};
}

bool HostileWire::send(std::string_view bytes) {
  while (!bytes.empty() && !stopping_) {
    const ssize_t n = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) {
      closed_ = true;
      return false;
    }
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return !stopping_;
}

void HostileWire::pause(std::chrono::milliseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (!stopping_ && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

std::string http_answer(int status, std::string_view headers, std::string_view body) {
  std::string out = "HTTP/1.1 " + std::to_string(status) + " Scripted\r\n";
  out.append(headers).append("Content-Length: ").append(std::to_string(body.size()));
  return out.append("\r\n\r\n").append(body);
}

std::string gzip_answer(std::string_view headers, std::string_view body) {
  return http_answer(200, std::string(headers) + "Content-Encoding: gzip\r\n", gzip(body));
}

HostileServer::HostileServer(Script script) : script_(std::move(script)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_, 128) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("cannot listen on loopback");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::jthread([this] { accept_all(); });
}

HostileServer::~HostileServer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [descriptor, open] : open_) ::shutdown(descriptor, SHUT_RDWR);
  }
  threads_.clear();
  ::close(listener_);
}

std::string HostileServer::url(std::string_view path, std::string_view host) const {
  return "http://" + std::string(host) + ":" + std::to_string(port_) + std::string(path);
}

std::vector<HostileRequest> HostileServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

size_t HostileServer::count(std::string_view path) const {
  const std::lock_guard lock(mutex_);
  return static_cast<size_t>(std::count_if(requests_.begin(), requests_.end(),
                                           [&](const auto& r) { return r.path == path; }));
}

void HostileServer::accept_all() {
  while (!stopping_) {
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) continue;
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ++connections_;
    const std::lock_guard lock(mutex_);
    open_[descriptor] = true;
    threads_.emplace_back([this, descriptor] { serve(descriptor); });
  }
}

void HostileServer::serve(int descriptor) {
  HostileWire wire(descriptor, stopping_);
  std::string pending;
  char buffer[16384];
  while (!wire.closed() && !stopping_) {
    size_t end = pending.find("\r\n\r\n");
    if (end == std::string::npos) {
      const ssize_t n = ::recv(descriptor, buffer, sizeof buffer, 0);
      if (n <= 0) break;
      pending.append(buffer, static_cast<size_t>(n));
      continue;
    }
    HostileRequest request;
    request.head = pending.substr(0, end + 4);
    pending.erase(0, end + 4);
    const size_t space = request.head.find(' ');
    request.method = request.head.substr(0, space);
    request.path = request.head.substr(space + 1, request.head.find(' ', space + 1) - space - 1);
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    script_(request, wire);
  }
  ::shutdown(descriptor, SHUT_RDWR);
  const std::lock_guard lock(mutex_);
  open_.erase(descriptor);
  ::close(descriptor);
}

}  // namespace rasd
