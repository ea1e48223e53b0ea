#include "tests/support/scripted_imap.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rasd {
namespace {

bool send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

uint32_t number_in(const std::string& text, size_t at) {
  return static_cast<uint32_t>(std::strtoul(text.c_str() + at, nullptr, 10));
}

}  // namespace

ScriptedImap::ScriptedImap() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  ::listen(listener_, 8);
  socklen_t size = sizeof address;
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::jthread([this] { accept_all(); });
}

ScriptedImap::~ScriptedImap() {
  stopping_ = true;
  acceptor_.join();
  ::close(listener_);
}

void ScriptedImap::put(uint32_t uid, std::string message) {
  const std::lock_guard lock(mutex_);
  messages_[uid] = std::move(message);
}

void ScriptedImap::set_validity(uint32_t validity) {
  const std::lock_guard lock(mutex_);
  validity_ = validity;
}

void ScriptedImap::set_mood(Mood mood) {
  const std::lock_guard lock(mutex_);
  mood_ = mood;
}

std::string ScriptedImap::url() const {
  return "imap://reader@127.0.0.1:" + std::to_string(port_) + "/INBOX";
}

std::vector<std::string> ScriptedImap::commands() const {
  const std::lock_guard lock(mutex_);
  return commands_;
}

void ScriptedImap::accept_all() {
  while (!stopping_) {
    pollfd one{listener_, POLLIN, 0};
    if (::poll(&one, 1, 20) <= 0) continue;
    const int descriptor = ::accept(listener_, nullptr, nullptr);
    if (descriptor < 0) continue;
    serve(descriptor);
    ::close(descriptor);
  }
}

void ScriptedImap::serve(int descriptor) {
  std::string buffer;
  if (!send_all(descriptor, "* OK ready\r\n")) return;
  bool ends = false;
  while (!stopping_ && !ends) {
    const size_t end = buffer.find("\r\n");
    if (end == std::string::npos) {
      pollfd one{descriptor, POLLIN, 0};
      if (::poll(&one, 1, 20) <= 0) continue;
      char part[4096];
      const ssize_t n = ::recv(descriptor, part, sizeof part, 0);
      if (n <= 0) return;
      buffer.append(part, static_cast<size_t>(n));
      continue;
    }
    const std::string line = buffer.substr(0, end);
    buffer.erase(0, end + 2);
    const size_t space = line.find(' ');
    if (!send_all(descriptor, answer(line.substr(0, space), line.substr(space + 1), ends))) return;
  }
}

std::string ScriptedImap::answer(const std::string& tag, const std::string& command, bool& ends) {
  const std::lock_guard lock(mutex_);
  commands_.push_back(command);
  const std::string ok = tag + " OK done\r\n";
  if (command == "CAPABILITY") return "* CAPABILITY IMAP4rev1\r\n" + ok;
  if (command.starts_with("LOGIN"))
    return mood_ == Mood::kWrongPassword ? tag + " NO [AUTHENTICATIONFAILED] no\r\n" : ok;
  if (mood_ == Mood::kSilent) return {};
  if (command.starts_with("EXAMINE"))
    return "* FLAGS (\\Seen)\r\n* " + std::to_string(messages_.size()) +
           " EXISTS\r\n* OK [UIDVALIDITY " + std::to_string(validity_) + "] valid\r\n" + tag +
           " OK [READ-ONLY] done\r\n";
  if (command.starts_with("UID SEARCH UID ")) {
    if (mood_ == Mood::kEndlessLine) return "* SEARCH " + std::string(size_t{8} << 20, '1');
    const uint32_t from = number_in(command, 15);
    std::string found = "* SEARCH";
    for (const auto& [uid, message] : messages_)
      if (uid >= from || uid == messages_.rbegin()->first) found += " " + std::to_string(uid);
    return found + "\r\n" + ok;
  }
  if (command.starts_with("UID FETCH ")) {
    const uint32_t uid = number_in(command, 10);
    const auto message = messages_.find(uid);
    if (message == messages_.end()) return ok;
    const std::string head = "* 1 FETCH (UID " + std::to_string(uid) + " ";
    const std::string size = std::to_string(message->second.size());
    if (command.find("RFC822.SIZE") != std::string::npos)
      return head + "RFC822.SIZE " + size + ")\r\n" + ok;
    if (mood_ == Mood::kHugeLiteral) return head + "BODY[] {2000000000}\r\nx";
    if (mood_ == Mood::kHangsUpAfterFirst && message != messages_.begin()) {
      ends = true;
      return head + "BODY[] {" + size + "}\r\n";
    }
    return head + "BODY[] {" + size + "}\r\n" + message->second + ")\r\n" + ok;
  }
  if (command == "LOGOUT") {
    ends = true;
    return "* BYE bye\r\n" + ok;
  }
  return tag + " BAD what\r\n";
}

}  // namespace rasd
