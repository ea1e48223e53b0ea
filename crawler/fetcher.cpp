#include "crawler/fetcher.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <mutex>

#include "base/file.h"
#include "base/utf8.h"
#include "crawler/address.h"

namespace rasd {
namespace {

// A head of a real page is under 10 KB; curl itself sets no limit on their sum.
constexpr size_t kMostHeadBytes = size_t{256} << 10;
// Pages come out 3 to 40 times as large as they were sent; gzip can do 1,032 times.
constexpr size_t kMostRatio = 200;
constexpr size_t kAnyRatioBytes = size_t{256} << 10;  // an error page of blanks hurts nobody

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

/// The calls are checked where they can fail on input; most options cannot.
template <typename T>
void set(CURL* easy, CURLoption option, T value) {
  curl_easy_setopt(easy, option, value);
}

std::string header_line(std::string_view name, std::string_view value) {
  std::string line(name);
  line.append(": ");
  for (const char c : value)
    if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f') line += c;
  return line;
}

}  // namespace

/// One easy handle and what it has received; used again for request after request.
struct Fetcher::Transfer {
  CURL* easy = curl_easy_init();
  curl_slist* headers = nullptr;
  FetchRequest request;
  std::string request_head, response_head, payload;
  size_t cap = 0;
  size_t total_cap = 0;
  size_t* total = nullptr;  ///< bytes held by all transfers of this fetcher
  bool head_open = false;   ///< between the status line and the blank line
  bool refused_address = false;
  bool too_large = false;
  bool too_much_at_once = false;
  std::chrono::steady_clock::time_point began;

  Transfer() = default;
  ~Transfer() {
    curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
  }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  static size_t on_body(char* data, size_t, size_t n, void* self_pointer) {
    auto& self = *static_cast<Transfer*>(self_pointer);
    if (self.payload.size() + n > self.cap) {
      self.too_large = true;
      return 0;
    }
    if (*self.total + n > self.total_cap) {
      self.too_much_at_once = true;
      return 0;
    }
    *self.total += n;
    self.payload.append(data, n);
    return n;
  }
  void drop_payload() {
    *total -= payload.size();
    payload.clear();
  }
  static size_t on_header(char* data, size_t, size_t n, void* self_pointer) {
    auto& self = *static_cast<Transfer*>(self_pointer);
    const std::string_view line(data, n);
    if (line.starts_with("HTTP/")) {  // another hop, or the answer after a 1xx
      self.response_head.clear();
      self.drop_payload();
      self.head_open = true;
    }
    if (!self.head_open) return n;  // trailers
    if (self.response_head.size() + n > kMostHeadBytes) {
      self.too_large = true;
      return 0;
    }
    self.response_head += line;
    if (line == "\r\n" || line == "\n") self.head_open = false;
    return n;
  }
  static int on_debug(CURL*, curl_infotype type, char* data, size_t n, void* self_pointer) {
    if (type == CURLINFO_HEADER_OUT)
      static_cast<Transfer*>(self_pointer)->request_head.assign(data, n);
    return 0;
  }
  static curl_socket_t on_socket(void* self_pointer, curlsocktype, curl_sockaddr* address) {
    auto& self = *static_cast<Transfer*>(self_pointer);
    if (!self.request.local && !is_public(address->addr)) {
      self.refused_address = true;
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }
  static int on_request(void* self_pointer, char* remote, char*, int, int) {
    auto& self = *static_cast<Transfer*>(self_pointer);
    if (self.request.local || is_public(std::string(remote))) return CURL_PREREQFUNC_OK;
    self.refused_address = true;
    return CURL_PREREQFUNC_ABORT;
  }

  void prepare(const FetcherOptions& options);
  void begin(FetchRequest wanted, const FetcherOptions& options);
  FetchAnswer finish(CURLcode code, Instant now);
};

void Fetcher::Transfer::prepare(const FetcherOptions& options) {
  set(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_MAXREDIRS, static_cast<long>(options.redirects));
  set(easy, CURLOPT_PROXY, "");
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_QUICK_EXIT, 1L);  // a stop does not wait for a name server
  set(easy, CURLOPT_USERAGENT, options.user_agent.c_str());
  set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  set(easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options.slow_bytes));
  set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.slow_for.count()));
  set(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);  // curl's has no cap on what it decodes
  set(easy, CURLOPT_BUFFERSIZE, 128L << 10);
  set(easy, CURLOPT_TCP_NODELAY, 1L);
  set(easy, CURLOPT_CAPATH, static_cast<char*>(nullptr));
  set(easy, CURLOPT_CA_CACHE_TIMEOUT, 24L * 3600);
  set(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(easy, CURLOPT_WRITEDATA, this);
  set(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(easy, CURLOPT_HEADERDATA, this);
  set(easy, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_socket);
  set(easy, CURLOPT_OPENSOCKETDATA, this);
  set(easy, CURLOPT_PREREQFUNCTION, &Transfer::on_request);
  set(easy, CURLOPT_PREREQDATA, this);
  set(easy, CURLOPT_VERBOSE, 1L);  // the only way to see the request as sent
  set(easy, CURLOPT_DEBUGFUNCTION, &Transfer::on_debug);
  set(easy, CURLOPT_DEBUGDATA, this);
  set(easy, CURLOPT_PRIVATE, this);
}

void Fetcher::Transfer::begin(FetchRequest wanted, const FetcherOptions& options) {
  request = std::move(wanted);
  total_cap = options.total_bytes;
  cap = request.cap_bytes == 0 ? options.cap_bytes : request.cap_bytes;
  request_head.clear();
  response_head.clear();
  drop_payload();
  head_open = refused_address = too_large = too_much_at_once = false;
  curl_slist_free_all(headers);
  headers = curl_slist_append(nullptr, "Accept-Encoding: gzip");
  headers = curl_slist_append(headers, "Accept-Language: ar, en;q=0.8, *;q=0.5");
  if (!request.etag.empty())
    headers = curl_slist_append(headers, header_line("If-None-Match", request.etag).c_str());
  if (!request.last_modified.empty())
    headers =
        curl_slist_append(headers, header_line("If-Modified-Since", request.last_modified).c_str());
  if (!request.secret_header.empty())
    headers = curl_slist_append(headers, request.secret_header.c_str());
  set(easy, CURLOPT_HTTPHEADER, headers);
  // curl would take a header of ours along to wherever it is sent.
  set(easy, CURLOPT_FOLLOWLOCATION, request.secret_header.empty() ? 1L : 0L);
  const bool tls_only = !request.secret_header.empty() && !request.local;
  set(easy, CURLOPT_PROTOCOLS_STR, tls_only ? "https" : "http,https");
  set(easy, CURLOPT_URL, request.url.c_str());
  if (request.method == FetchMethod::kHead)
    set(easy, CURLOPT_NOBODY, 1L);
  else
    set(easy, CURLOPT_HTTPGET, 1L);  // which takes back what a HEAD before it set
  began = std::chrono::steady_clock::now();
}

namespace {

Error error_of(CURLcode code) {
  const std::string text = curl_easy_strerror(code);
  switch (code) {
    case CURLE_TOO_MANY_REDIRECTS:
      return {ErrorKind::kRefused, "too many redirects"};
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {ErrorKind::kRefused, "not an http or https address"};
    case CURLE_URL_MALFORMAT:
      return {ErrorKind::kMalformed, "not a web address"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return {ErrorKind::kRefused, "the site's certificate is not valid"};
    case CURLE_OPERATION_TIMEDOUT:
      return {ErrorKind::kTemporary, "the server was too slow"};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorKind::kTemporary, "the host's name cannot be resolved"};
    case CURLE_COULDNT_CONNECT:
      return {ErrorKind::kTemporary, "no connection to the server"};
    case CURLE_WEIRD_SERVER_REPLY:
      return {ErrorKind::kMalformed, "the server does not speak HTTP"};
    default:
      return {ErrorKind::kTemporary, text};
  }
}

}  // namespace

FetchAnswer Fetcher::Transfer::finish(CURLcode code, Instant now) {
  FetchAnswer answer;
  answer.tag = request.tag;
  answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - began);
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  const char* text = nullptr;
  if (curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK && text)
    answer.url = to_valid_utf8(text);  // a redirect may lead to any bytes
  if (answer.url.empty()) answer.url = request.url;
  text = nullptr;
  if (curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &text) == CURLE_OK && text)
    answer.exchange.address = text;
  answer.exchange.url = answer.url;
  answer.exchange.at = now;
  answer.exchange.request_head = std::move(request_head);
  if (!request.secret_header.empty()) {
    std::string& head = answer.exchange.request_head;
    if (const size_t at = head.find(request.secret_header); at != head.npos)
      head.erase(at, request.secret_header.size() + 2);  // with its CRLF
    request.secret_header.clear();
  }
  answer.exchange.response_head = std::move(response_head);
  answer.content_type = to_valid_utf8(answer.header("Content-Type"));
  if (too_large)
    answer.error =
        Error{ErrorKind::kRefused, "larger than the limit of " + std::to_string(cap) + " bytes"};
  else if (too_much_at_once)
    answer.error = Error{ErrorKind::kTemporary, "too much was coming in from all sides at once"};
  else if (refused_address)
    answer.error = Error{ErrorKind::kRefused, "the address is not on the public internet"};
  else if (code != CURLE_OK)
    answer.error = error_of(code);
  *total -= payload.size();
  answer.exchange.payload = std::move(payload);
  payload = std::string();
  if (answer.error) {
    answer.exchange.payload = std::string();
    return answer;
  }
  if (request.method == FetchMethod::kHead) return answer;  // its encoding is that of no body
  const std::string_view encoding = answer.header("Content-Encoding");
  if (encoding.empty() || equals_ignoring_case(encoding, "identity")) {
    answer.body = answer.exchange.payload;
  } else if (equals_ignoring_case(encoding, "gzip") || equals_ignoring_case(encoding, "x-gzip")) {
    auto decoded =
        gunzip(answer.exchange.payload,
               std::min(cap, kAnyRatioBytes + kMostRatio * answer.exchange.payload.size()));
    if (decoded)
      answer.body = std::move(*decoded);
    else
      answer.error = decoded.error();
  } else {
    answer.error = Error{ErrorKind::kMalformed,
                         "an encoding that was not asked for: " + to_valid_utf8(encoding)};
  }
  return answer;
}

struct Fetcher::Impl {
  FetcherOptions options;
  const Clock& clock;
  CURLM* multi;
  std::vector<std::unique_ptr<Transfer>> transfers;  // all that were ever needed at once
  std::vector<Transfer*> idle;
  std::vector<FetchAnswer> ended;  // could not even start
  size_t running = 0;
  size_t held_bytes = 0;

  Impl(FetcherOptions wanted, const Clock& wall) : options(std::move(wanted)), clock(wall) {
    start_curl();
    multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
                      static_cast<long>(options.connections));
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(options.per_host));
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(options.connections) * 2);
  }
  ~Impl() {
    for (auto& transfer : transfers) curl_multi_remove_handle(multi, transfer->easy);
    transfers.clear();
    curl_multi_cleanup(multi);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
};

Fetcher::Fetcher(FetcherOptions options, const Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(options), clock)) {}
Fetcher::Fetcher() = default;
Fetcher::~Fetcher() = default;

void Fetcher::start(FetchRequest request) {
  if (impl_->idle.empty()) {
    auto made = std::make_unique<Transfer>();
    made->total = &impl_->held_bytes;
    made->prepare(impl_->options);
    impl_->idle.push_back(made.get());
    impl_->transfers.push_back(std::move(made));
  }
  Transfer* transfer = impl_->idle.back();
  impl_->idle.pop_back();
  transfer->begin(std::move(request), impl_->options);
  if (curl_multi_add_handle(impl_->multi, transfer->easy) == CURLM_OK) {
    ++impl_->running;
    return;
  }
  FetchAnswer answer;
  answer.tag = transfer->request.tag;
  answer.url = transfer->request.url;
  answer.error = Error{ErrorKind::kTemporary, "a transfer could not be started"};
  impl_->ended.push_back(std::move(answer));
  impl_->idle.push_back(transfer);
}

size_t Fetcher::running() const { return impl_->running; }

std::vector<FetchAnswer> Fetcher::wait(std::chrono::milliseconds wait) {
  std::vector<FetchAnswer> answers = std::move(impl_->ended);
  impl_->ended.clear();
  const auto collect = [&] {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(impl_->multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      void* self = nullptr;
      const CURLcode code = message->data.result;
      CURL* easy = message->easy_handle;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
      auto* transfer = static_cast<Transfer*>(self);
      answers.push_back(transfer->finish(code, impl_->clock.now()));
      curl_multi_remove_handle(impl_->multi, easy);
      impl_->idle.push_back(transfer);
      --impl_->running;
    }
  };
  int running = 0;
  curl_multi_perform(impl_->multi, &running);
  collect();
  if (!answers.empty()) return answers;
  curl_multi_poll(impl_->multi, nullptr, 0, static_cast<int>(wait.count()), nullptr);
  curl_multi_perform(impl_->multi, &running);
  collect();
  return answers;
}

void Fetcher::wake() { curl_multi_wakeup(impl_->multi); }

}  // namespace rasd
