#include "crawler/imap_mailbox.h"

#include <curl/curl.h>
#include <poll.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "base/file.h"
#include "base/utf8.h"
#include "crawler/mail_message.h"
#include "crawler/url.h"
#include "crawler/url_host.h"

namespace rasd {
namespace {

using std::chrono::steady_clock;

constexpr size_t kMostLineBytes = size_t{1} << 20;  // a SEARCH of 100,000 numbers is 700 KB
constexpr size_t kMostLines = 100'000;              // of one answer
constexpr int kLookAtStop = 200;                    // ms

struct Mailbox {
  std::string server;  ///< "imaps://mail.example:993"
  std::string user, name;
};

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

bool is_printable(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

Result<Mailbox> parse_mailbox(std::string_view text) {
  const auto url = parse_url(text);
  const bool is_imap = url && (url->scheme == "imaps" || url->scheme == "imap") && url->host;
  if (!is_imap || url->query || url->fragment)
    return fail(ErrorKind::kConfiguration,
                "write the mailbox as \"imaps://user@mail.example/INBOX\"");
  if (url->scheme == "imap" && !is_loopback(*url->host))
    return fail(ErrorKind::kConfiguration,
                "write imaps://: a password does not go over the network in the clear");
  if (!url->password.empty())
    return fail(ErrorKind::kConfiguration,
                "take the password out of the address, and name its file in password_file");
  Mailbox mailbox;
  mailbox.server = url->scheme + "://" + url->authority() + "/";
  mailbox.user = percent_decode(url->username);
  mailbox.name = percent_decode(url->path.empty() ? "" : url->path.substr(1));
  if (mailbox.name.empty()) mailbox.name = "INBOX";
  if (!is_printable(mailbox.user) || !is_printable(mailbox.name))
    return fail(ErrorKind::kConfiguration,
                "name the user and the mailbox: \"imaps://user@mail.example/INBOX\"");
  return mailbox;
}

Result<std::string> read_password(const std::string& file) {
  if (file.empty())
    return fail(ErrorKind::kConfiguration,
                "name the file of the mailbox's password: password_file");
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0)
    return fail(ErrorKind::kConfiguration, "there is no password file " + file);
  if ((about.st_mode & 077) != 0)
    return fail(ErrorKind::kConfiguration, "others may read " + file + "; run: chmod 600 " + file);
  auto bytes = read_file(file, 4096);
  if (!bytes) return fail(ErrorKind::kConfiguration, bytes.error().message);
  std::string line(bytes->substr(0, bytes->find_first_of("\r\n")));
  if (line.empty()) return fail(ErrorKind::kConfiguration, "the password file is empty: " + file);
  return line;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::optional<uint32_t> number_after(std::string_view text, std::string_view word) {
  const size_t at = text.find(word);
  if (at == text.npos) return std::nullopt;
  uint32_t number = 0;
  const char* begin = text.data() + at + word.size();
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), number);
  if (error != std::errc() || end == begin) return std::nullopt;
  return number;
}

/// One line of an answer, with the literals that stood in it.
struct Line {
  std::string text;  ///< without literals and line end
  std::vector<std::string> literals;
};

/// A signed-in connection.
class Conversation {
 public:
  Conversation(CURL* easy, std::chrono::seconds timeout, const std::stop_token& stop)
      : easy_(easy), timeout_(timeout), stop_(stop) {}

  /// Sends a command; its untagged lines when the server said OK.
  Result<std::vector<Line>> ask(const std::string& command) {
    deadline_ = steady_clock::now() + timeout_;
    const std::string tag = "r" + std::to_string(++asked_);
    if (auto sent = send(tag + " " + command + "\r\n"); !sent) return fail(sent.error());
    std::vector<Line> lines;
    size_t bytes = 0;
    while (lines.size() < kMostLines) {
      auto line = read_line();
      if (!line) return fail(line.error());
      if (line->text.starts_with(tag + " ")) {
        const std::string said = line->text.substr(tag.size() + 1);
        if (said.starts_with("OK")) return lines;
        return fail(ErrorKind::kRefused,
                    "the mail server refused: " + to_valid_utf8(said).substr(0, 200));
      }
      if (line->text.starts_with("* BYE"))
        return fail(ErrorKind::kTemporary, "the mail server hung up");
      bytes += line->text.size();
      for (const std::string& literal : line->literals) bytes += literal.size();
      if (bytes > 2 * kMostMailBytes) break;
      lines.push_back(std::move(*line));
    }
    return fail(ErrorKind::kMalformed, "the mail server's answer has no end");
  }

 private:
  Result<void> wait(short events) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(easy_, CURLINFO_ACTIVESOCKET, &socket);
    if (stop_.stop_requested()) return fail(ErrorKind::kTemporary, "stopped");
    if (socket == CURL_SOCKET_BAD || steady_clock::now() > deadline_)
      return fail(ErrorKind::kTemporary, "the mail server does not answer");
    pollfd one{socket, events, 0};
    ::poll(&one, 1, kLookAtStop);
    return {};
  }

  Result<void> send(std::string_view bytes) {
    while (!bytes.empty()) {
      size_t sent = 0;
      const CURLcode code = curl_easy_send(easy_, bytes.data(), bytes.size(), &sent);
      if (code == CURLE_AGAIN) {
        if (auto waited = wait(POLLOUT); !waited) return waited;
        continue;
      }
      if (code != CURLE_OK) return fail(ErrorKind::kTemporary, curl_easy_strerror(code));
      bytes.remove_prefix(sent);
    }
    return {};
  }

  /// At least one byte more in the buffer.
  Result<void> receive() {
    char part[16384];
    for (;;) {
      size_t got = 0;
      const CURLcode code = curl_easy_recv(easy_, part, sizeof part, &got);
      if (code == CURLE_OK && got > 0) {
        buffer_.append(part, got);
        return {};
      }
      if (code != CURLE_AGAIN)
        return fail(ErrorKind::kTemporary,
                    code == CURLE_OK ? "the mail server hung up" : curl_easy_strerror(code));
      if (auto waited = wait(POLLIN); !waited) return waited;
    }
  }

  Result<std::string> take(size_t bytes) {
    while (buffer_.size() - at_ < bytes) {
      if (steady_clock::now() > deadline_)
        return fail(ErrorKind::kTemporary, "the mail server is too slow");
      if (auto got = receive(); !got) return fail(got.error());
    }
    std::string out = buffer_.substr(at_, bytes);
    at_ += bytes;
    return out;
  }

  Result<std::string> take_text_line() {
    size_t looked = at_;
    for (;;) {
      const size_t end = buffer_.find("\r\n", looked);
      if (end != buffer_.npos) {
        std::string out = buffer_.substr(at_, end - at_);
        at_ = end + 2;
        if (at_ > kMostLineBytes) {
          buffer_.erase(0, at_);
          at_ = 0;
        }
        return out;
      }
      if (buffer_.size() - at_ > kMostLineBytes)
        return fail(ErrorKind::kMalformed, "a line of the mail server's has no end");
      if (steady_clock::now() > deadline_)
        return fail(ErrorKind::kTemporary, "the mail server is too slow");
      looked = buffer_.size() > at_ ? buffer_.size() - 1 : at_;
      if (auto got = receive(); !got) return fail(got.error());
    }
  }

  /// RFC 3501 4.3: a line that ends in {N} goes on after N bytes.
  Result<Line> read_line() {
    Line line;
    for (;;) {
      auto text = take_text_line();
      if (!text) return fail(text.error());
      line.text += *text;
      if (line.text.size() > kMostLineBytes || line.literals.size() > 100)
        return fail(ErrorKind::kMalformed, "a line of the mail server's has no end");
      const size_t open = text->rfind('{');
      if (!text->ends_with('}') || open == text->npos) return line;
      const auto bytes = number_after(std::string_view(*text).substr(open), "{");
      if (!bytes) return line;
      if (*bytes > kMostMailBytes)
        return fail(ErrorKind::kMalformed, "the mail server sends more than it said");
      auto literal = take(*bytes);
      if (!literal) return fail(literal.error());
      line.literals.push_back(std::move(*literal));
    }
  }

  CURL* easy_;
  std::chrono::seconds timeout_;
  const std::stop_token& stop_;
  steady_clock::time_point deadline_;
  std::string buffer_;
  size_t at_ = 0;
  unsigned asked_ = 0;
};

using Easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

int on_progress(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

Result<Easy> sign_in(const Mailbox& mailbox, const std::string& password,
                     const MailboxOptions& options, const std::stop_token& stop) {
  Easy easy(curl_easy_init(), curl_easy_cleanup);
  if (!easy) return fail(ErrorKind::kInternal, "libcurl did not start");
  curl_easy_setopt(easy.get(), CURLOPT_URL, mailbox.server.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "imap,imaps");
  curl_easy_setopt(easy.get(), CURLOPT_USERNAME, mailbox.user.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PASSWORD, password.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  const auto seconds = static_cast<long>(options.timeout.count());
  curl_easy_setopt(easy.get(), CURLOPT_CONNECTTIMEOUT, std::min(seconds, 15L));
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT, seconds);
  curl_easy_setopt(easy.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy.get(), CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(easy.get(), CURLOPT_XFERINFODATA, &stop);
  const CURLcode code = curl_easy_perform(easy.get());
  if (code == CURLE_OK) return easy;
  if (code == CURLE_LOGIN_DENIED)
    return fail(ErrorKind::kRefused, "the mail server refused user and password");
  if (code == CURLE_PEER_FAILED_VERIFICATION)
    return fail(ErrorKind::kRefused, "the mail server's certificate is not trusted");
  return fail(ErrorKind::kTemporary,
              std::string("the mail server cannot be reached: ") + curl_easy_strerror(code));
}

/// The numbers after "* SEARCH", above `last`, in order. "N:*" names the newest message even when
/// it is below N (RFC 3501 6.4.8).
std::vector<uint32_t> found(const std::vector<Line>& lines, uint32_t last) {
  std::vector<uint32_t> uids;
  for (const Line& line : lines) {
    if (!line.text.starts_with("* SEARCH")) continue;
    const char* at = line.text.data() + 8;
    const char* end = line.text.data() + line.text.size();
    while (at < end) {
      uint32_t uid = 0;
      const auto [next, error] = std::from_chars(at, end, uid);
      if (error == std::errc() && uid > last) uids.push_back(uid);
      at = next == at ? at + 1 : next;
    }
  }
  std::sort(uids.begin(), uids.end());
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  return uids;
}

Result<MailboxMessage> fetch(Conversation& server, uint32_t uid) {
  MailboxMessage message;
  message.uid = uid;
  const std::string number = std::to_string(uid);
  auto sizes = server.ask("UID FETCH " + number + " (UID RFC822.SIZE)");
  if (!sizes) return fail(sizes.error());
  std::optional<uint32_t> size;
  for (const Line& line : *sizes)
    if (!size) size = number_after(line.text, "RFC822.SIZE ");
  if (!size) {
    message.trouble = "it was deleted meanwhile";
    return message;
  }
  if (*size > kMostMailBytes) {
    message.trouble = "the message is larger than " + std::to_string(kMostMailBytes >> 20) + " MB";
    return message;
  }
  auto lines = server.ask("UID FETCH " + number + " (UID BODY.PEEK[])");
  if (!lines) return fail(lines.error());
  for (Line& line : *lines)
    if (line.text.find("BODY[]") != line.text.npos && !line.literals.empty())
      message.bytes = std::move(line.literals.front());
  if (message.bytes.empty()) message.trouble = "the mail server gave no text of it";
  return message;
}

Result<MailboxReading> read_new(Conversation& server, const Mailbox& mailbox,
                                const MailboxOptions& options, std::string_view cursor) {
  auto examined = server.ask("EXAMINE " + quoted(mailbox.name));
  if (!examined) return fail(examined.error());
  std::optional<uint32_t> validity;
  for (const Line& line : *examined)
    if (!validity) validity = number_after(line.text, "[UIDVALIDITY ");
  if (!validity) return fail(ErrorKind::kMalformed, "the mail server gives no UIDVALIDITY");
  const std::string prefix = std::to_string(*validity) + ":";
  uint32_t last = 0;
  if (cursor.starts_with(prefix)) last = number_after(cursor, ":").value_or(0);
  auto search = server.ask("UID SEARCH UID " + std::to_string(uint64_t{last} + 1) + ":*");
  if (!search) return fail(search.error());
  MailboxReading reading;
  size_t bytes = 0;
  for (const uint32_t uid : found(*search, last)) {
    if (reading.messages.size() >= options.most_messages || bytes > options.most_bytes) {
      reading.more = true;
      break;
    }
    auto message = fetch(server, uid);
    // What was fetched before the connection broke goes in; the rest waits for the next look.
    if (!message && !reading.messages.empty()) {
      reading.more = true;
      break;
    }
    if (!message) return fail(message.error());
    bytes += message->bytes.size();
    last = uid;
    reading.messages.push_back(std::move(*message));
  }
  reading.cursor = prefix + std::to_string(last);
  return reading;
}

}  // namespace

Result<void> check_mailbox_url(std::string_view url) {
  auto mailbox = parse_mailbox(url);
  return mailbox ? Result<void>{} : fail(mailbox.error());
}

Result<MailboxReading> read_mailbox(const MailboxOptions& options, std::string_view cursor,
                                    const std::stop_token& stop) {
  auto mailbox = parse_mailbox(options.url);
  if (!mailbox) return fail(mailbox.error());
  auto password = read_password(options.password_file);
  if (!password) return fail(password.error());
  auto easy = sign_in(*mailbox, *password, options, stop);
  if (!easy) return fail(easy.error());
  Conversation server(easy->get(), options.timeout, stop);
  auto reading = read_new(server, *mailbox, options, cursor);
  (void)server.ask("LOGOUT");  // politeness: what was read stands either way
  return reading;
}

}  // namespace rasd
