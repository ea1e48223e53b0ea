#include "web/desk.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "base/file.h"
#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"
#include "crawler/attachment_folder.h"
#include "reports/digest_render.h"
#include "web/own_address.h"
#include "web/pages.h"

namespace rasd {
namespace {

constexpr unsigned kOfficer = 1, kAnalyst = 2, kLeadership = 4, kAdministrator = 8;
constexpr unsigned kEverybody = kOfficer | kAnalyst | kLeadership | kAdministrator;
constexpr unsigned kNobodyNeeded = 0;  // also without a session
// Who reads what, said once for its page and its API.
constexpr unsigned kDigestReaders = kEverybody;
constexpr unsigned kTrendReaders = kEverybody;
constexpr unsigned kLedgerReaders = kOfficer | kAnalyst | kAdministrator;
constexpr unsigned kInboxReaders = kOfficer | kAnalyst | kAdministrator;
constexpr unsigned kInboxWorkers = kOfficer | kAnalyst;
// A form's, and that of the one form that takes a file.
constexpr size_t kUsualBody = size_t{1} << 20;
constexpr size_t kInboxBody = kMostAttachmentBytes + kUsualBody;
constexpr size_t kMaxAssetBytes = size_t{4} << 20;

enum class Match { kWhole, kPrefix };

struct Route {
  std::string_view method;
  Match match;
  std::string_view path;
  std::string_view suffix;  ///< after the variable part of a prefix route
  unsigned roles;
  Result<HttpResponse> (*page)(Visit&);
};

// First match wins. HEAD is answered as GET; the server leaves the body out.
constexpr Route kRoutes[] = {
    {"GET", Match::kWhole, "/sign-in", "", kNobodyNeeded, sign_in_page},
    {"POST", Match::kWhole, "/sign-in", "", kNobodyNeeded, sign_in_post},
    {"POST", Match::kWhole, "/sign-out", "", kEverybody, sign_out_post},
    {"GET", Match::kWhole, "/api/health", "", kNobodyNeeded, api_health},
    {"GET", Match::kWhole, "/api/digest", "", kDigestReaders, api_digest},
    {"GET", Match::kWhole, "/api/report", "", kTrendReaders, api_report},
    {"GET", Match::kWhole, "/api/ledger", "", kLedgerReaders, api_ledger},
    {"GET", Match::kWhole, "/", "", kDigestReaders, today_page},
    {"GET", Match::kPrefix, "/digest/", "/edit", kOfficer, digest_edit_page},
    {"POST", Match::kPrefix, "/digest/", "/edit", kOfficer, digest_edit_post},
    {"POST", Match::kPrefix, "/digest/", "/approve", kOfficer, digest_approve_post},
    {"POST", Match::kPrefix, "/digest/", "/correct", kOfficer, digest_correct_post},
    {"GET", Match::kPrefix, "/digest/", "", kDigestReaders, today_page},
    {"GET", Match::kPrefix, "/item/", "/archived", kEverybody, archived_page},
    {"GET", Match::kPrefix, "/item/", "/file", kInboxReaders, attachment_page},
    {"POST", Match::kPrefix, "/item/", "/step", kInboxWorkers, observation_step_post},
    {"GET", Match::kPrefix, "/item/", "", kEverybody, item_page},
    {"GET", Match::kWhole, "/inbox", "", kInboxReaders, inbox_page},
    {"POST", Match::kWhole, "/inbox", "", kInboxWorkers, inbox_post},
    {"GET", Match::kWhole, "/trends", "", kTrendReaders, trends_page},
    {"GET", Match::kWhole, "/pickup", "", kTrendReaders, pickup_page},
    {"GET", Match::kWhole, "/tag", "", kAnalyst, tag_page},
    {"POST", Match::kWhole, "/tag", "", kAnalyst, tag_post},
    {"POST", Match::kWhole, "/tag/undo", "", kAnalyst, tag_undo_post},
    {"POST", Match::kWhole, "/tag/draw", "", kAnalyst, tag_draw_post},
    {"GET", Match::kWhole, "/tag/export", "", kAnalyst, tag_export},
    {"GET", Match::kWhole, "/search", "", kEverybody, search_page},
    {"GET", Match::kWhole, "/sources", "", kEverybody, sources_page},
    {"GET", Match::kWhole, "/ledger", "", kLedgerReaders, ledger_page},
    {"GET", Match::kPrefix, "/ledger/", "/bytes", kAnalyst | kAdministrator, quarantined_bytes},
    {"GET", Match::kWhole, "/admin", "", kAdministrator, admin_page},
};

bool matches(const Route& route, std::string_view path) {
  if (route.match == Match::kWhole) return path == route.path;
  if (!path.starts_with(route.path) || !path.ends_with(route.suffix)) return false;
  if (path.size() <= route.path.size() + route.suffix.size()) return false;
  const std::string_view part =
      path.substr(route.path.size(), path.size() - route.path.size() - route.suffix.size());
  return part.find('/') == std::string_view::npos;
}

const Route* find_route(std::string_view method, std::string_view path, bool& path_known) {
  path_known = false;
  for (const Route& route : kRoutes) {
    if (!matches(route, path)) continue;
    path_known = true;
    if (route.method == method) return &route;
  }
  return nullptr;
}

std::string_view content_type_of(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".png", "image/png"},
  };
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return {};
}

/// Files of one folder (not its subfolders) that are no sources; earlier ones win.
void load_assets(const std::string& folder, std::unordered_map<std::string, Asset>& assets) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string file = entry.path().filename().string();
    const auto type = content_type_of(file);
    if (type.empty() || !entry.is_regular_file(error)) continue;
    if (auto bytes = read_file(entry.path().string(), kMaxAssetBytes)) {
      assets.emplace(file, Asset{std::string(type), std::move(*bytes)});
    }
  }
}

std::string version_of(const std::unordered_map<std::string, Asset>& assets) {
  std::vector<std::string> lines;
  for (const auto& [file, asset] : assets) lines.push_back(file + content_hash(asset.bytes));
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const auto& line : lines) all += line;
  return content_hash(all).substr(0, 12);
}

HttpResponse asset_answer(const DeskState& desk, const HttpRequest& request) {
  const auto found = desk.assets.find(request.path.substr(8));  // after "/assets/"
  if (found == desk.assets.end() || (request.method != "GET" && request.method != "HEAD")) {
    return {404, {{"Content-Type", "text/plain; charset=utf-8"}}, "404\n"};
  }
  const bool versioned = request.parameter("v") == desk.assets_version;
  return {200,
          {{"Content-Type", found->second.content_type},
           {"Cache-Control",
            versioned ? "public, max-age=31536000, immutable" : "public, max-age=300"}},
          found->second.bytes};
}

HttpResponse plain(int status, std::string text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text)};
}

/// The answer to a request that is meant for another site, or whose Host leaves that open. With
/// the absolute form of a target (RFC 9112 3.2.2) its authority counts too.
std::optional<HttpResponse> refuse_other_hosts(const DeskOptions& options,
                                               const HttpRequest& request) {
  const auto hosts = std::count_if(request.headers.begin(), request.headers.end(),
                                   [](const auto& one) { return one.first == "host"; });
  if (hosts > 1) return plain(400, "more than one Host header\n");  // RFC 9112 3.2
  bool own = is_own_host(request.header("host"), options.hosts);
  if (const size_t scheme = request.target.find("://");
      scheme != std::string::npos && !request.target.starts_with('/')) {
    const std::string_view rest = std::string_view(request.target).substr(scheme + 3);
    own = own && is_own_host(rest.substr(0, rest.find_first_of("/?#")), options.hosts);
  }
  if (own) return std::nullopt;
  return plain(421, "unknown host; an administrator can name it: [desk] public_url\n");
}

/// Browsers say where a POST comes from; another origin's is refused before its token is looked
/// at. Behind a TLS proxy only the public address is an origin of ours.
bool is_same_origin(const DeskState& desk, const HttpRequest& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return true;
  if (!desk.options.public_url.empty()) return origin == desk.options.public_url;
  const size_t scheme = origin.find("://");
  return scheme != std::string_view::npos && origin.substr(scheme + 3) == request.header("host");
}

constexpr std::string_view kSimpleCookie = "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly";

/// A choice by parameter, kept in a cookie, else that cookie, else the desk's default.
std::string choose(const HttpRequest& request, std::string_view parameter,
                   std::string_view cookie_name, std::array<std::string_view, 2> allowed,
                   std::string_view otherwise, std::vector<std::string>& cookies) {
  const auto is_allowed = [&](std::string_view value) {
    return value == allowed[0] || value == allowed[1];
  };
  if (const auto said = request.parameter(parameter); is_allowed(said)) {
    cookies.push_back(std::string(cookie_name) + "=" + std::string(said) +
                      std::string(kSimpleCookie));
    return std::string(said);
  }
  if (const auto kept = cookie(request, cookie_name); is_allowed(kept)) return std::string(kept);
  return std::string(otherwise);
}

unsigned bit_of(Role role) { return 1U << static_cast<unsigned>(role); }

/// Before sign-in the form token hangs on a random cookie of its own.
void give_visitor_secret(Visit& visit) {
  const bool secure = visit.desk.options.secure_cookies;
  const std::string name = secure ? "__Host-rasd_visitor" : "rasd_visitor";
  visit.form_secret = std::string(cookie(visit.request, name));
  if (visit.form_secret.size() == 32) return;
  visit.form_secret = random_token(16);
  visit.cookies.push_back(name + "=" + visit.form_secret + "; Path=/; HttpOnly; SameSite=Strict" +
                          (secure ? "; Secure" : ""));
}

HttpResponse ask_to_sign_in(Visit& visit) {
  if (visit.request.path.starts_with("/api/")) {
    return {401, {{"Content-Type", "application/json"}}, "{\"error\":\"sign in first\"}\n"};
  }
  const bool reading = visit.request.method == "GET" || visit.request.method == "HEAD";
  const std::string next = reading ? link_with(visit.request, "", "") : "/";
  return redirect(visit, next == "/" ? "/sign-in" : "/sign-in?next=" + percent_encode(next));
}

HttpResponse dispatch(Visit& visit) {
  const HttpRequest& request = visit.request;
  const std::string_view sent = request.method;
  const std::string_view method = sent == "HEAD" ? "GET" : sent;
  bool path_known = false;
  const Route* route = find_route(method, request.path, path_known);
  if (!visit.user && !(route && route->roles == kNobodyNeeded)) return ask_to_sign_in(visit);
  if (!route && path_known) {
    HttpResponse response = error_page(visit, 405, "error_400", visit.text("error_400_hint"));
    response.headers.emplace_back("Allow", method == "GET" ? "POST" : "GET, HEAD");
    return response;
  }
  if (!route) return error_page(visit, 404, "error_404", visit.text("error_404_hint"));
  if (route->roles != kNobodyNeeded && (route->roles & bit_of(visit.user->role)) == 0) {
    visit.desk.sessions.log(visit.user->user, "refused",
                            request.method + " " + std::string(clip_utf8(request.path, 200)));
    if (request.path.starts_with("/api/")) {
      return {403, {{"Content-Type", "application/json"}}, "{\"error\":\"not for this role\"}\n"};
    }
    return error_page(visit, 403, "error_403", visit.text("error_403_hint"));
  }
  if (method == "POST") {
    const std::string token = form_value(request.form(), "form_token");
    if (!is_same_origin(visit.desk, request) ||
        !Sessions::is_form_token(visit.form_secret, token)) {
      const auto wait = visit.desk.sessions.log_braked(
          request.remote, visit.user ? visit.user->user : "visitor", "refused",
          "form token of " + std::string(clip_utf8(request.path, 200)));
      const bool slow = wait.count() > 0;
      HttpResponse refused =
          error_page(visit, slow ? 429 : 403, "error_csrf", visit.text("error_csrf_hint"));
      if (slow) refused.headers.emplace_back("Retry-After", std::to_string(wait.count()));
      return refused;
    }
  }
  auto answer = route->page(visit);
  return answer ? std::move(*answer) : error_page(visit, answer.error());
}

Result<void> make_demo_users(AccountBook& accounts, Instant now) {
  for (const DemoUser& one : demo_users()) {
    const auto known = accounts.find_user(one.name);
    if (known && verify_password(known->password_hash, std::string(kDemoPassword))) continue;
    const auto hash = hash_password(std::string(kDemoPassword));
    if (!hash) return fail(hash.error());
    const auto done = known ? accounts.set_password(one.name, *hash)
                            : accounts.add_user({one.name, one.role, *hash, now, false});
    if (!done) return fail(done.error());
  }
  return {};
}

}  // namespace

std::vector<DemoUser> demo_users() {
  return {{"salma", "سلمى العابد", "Salma Al-Abed", Role::kOfficer},
          {"nader", "نادر الخطيب", "Nader Al-Khatib", Role::kAnalyst},
          {"hala", "هالة المجالي", "Hala Al-Majali", Role::kLeadership},
          {"yasser", "ياسر الحوراني", "Yasser Al-Hourani", Role::kAdministrator}};
}

std::string path_part(const HttpRequest& request, std::string_view prefix,
                      std::string_view suffix) {
  const std::string_view path = request.path;
  return std::string(path.substr(prefix.size(), path.size() - prefix.size() - suffix.size()));
}

Desk::Desk(std::unique_ptr<DeskState> state) : state_(std::move(state)) {}
Desk::~Desk() = default;

Result<std::unique_ptr<Desk>> Desk::open(DeskOptions options, const Clock& clock) {
  auto zone = TimeZone::open(options.zone);
  if (!zone) return fail(zone.error());
  auto views = Views::open(options.views);
  if (!views) return fail(views.error());
  auto accounts = AccountBook::open(options.store, clock);
  if (!accounts) return fail(accounts.error());
  auto tags = TagBook::open(options.store, clock);
  if (!tags) return fail(tags.error());
  auto digests = DigestBook::open(options.store, clock);
  if (!digests) return fail(digests.error());
  auto observations = ObservationBook::open(options.store, clock);
  if (!observations) return fail(observations.error());
  if (!options.public_url.empty()) {
    const auto read = parse_public_url(options.public_url);
    if (!read) return fail(ErrorKind::kConfiguration, "public_url: " + read.error().message);
    options.hosts.push_back(read->host);
    options.public_url = read->origin;
    options.secure_cookies = true;
  }
  if (!options.trusted_proxy.empty()) {
    options.trusted_proxy = usual_address(options.trusted_proxy);
    if (options.trusted_proxy.empty()) {
      return fail(ErrorKind::kConfiguration,
                  "trusted_proxy: write the proxy's IP address, such as \"127.0.0.1\"");
    }
  }
  // A number cannot be rebound, so the one it listens on is a name of its own.
  if (const std::string own = usual_address(options.address); !own.empty()) {
    options.hosts.push_back(own.find(':') == std::string::npos ? own : "[" + own + "]");
  }
  if (options.statics.empty()) options.statics = options.views + "/../static";
  if (options.demo) {
    if (auto made = make_demo_users(*accounts, clock.now()); !made) return fail(made.error());
  }
  auto state = std::make_unique<DeskState>(
      std::move(options), clock, std::move(*zone), std::move(*views), std::move(*accounts),
      std::move(*tags), std::move(*digests), std::move(*observations));
  load_assets(state->options.assets, state->assets);
  load_assets(state->options.statics, state->assets);
  state->assets.insert_or_assign("report.css", Asset{"text/css; charset=utf-8", report_css()});
  state->assets_version = version_of(state->assets);
  return std::unique_ptr<Desk>(new Desk(std::move(state)));
}

HttpResponse Desk::answer(const HttpRequest& sent) {
  DeskState& desk = *state_;
  std::optional<HttpRequest> forwarded;  // a copy only behind a proxy
  if (std::string visitor = visitor_address(sent, desk.options.trusted_proxy);
      visitor != sent.remote) {
    forwarded = sent;
    forwarded->remote = std::move(visitor);
  }
  const HttpRequest& request = forwarded ? *forwarded : sent;
  HttpResponse response;
  if (auto refused = refuse_other_hosts(desk.options, request)) {
    response = std::move(*refused);
  } else if (request.path.starts_with("/assets/")) {
    response = asset_answer(desk, request);
  } else if (request.path == "/favicon.ico") {
    response = {204, {}, ""};
  } else {
    std::vector<std::string> cookies;
    const std::string language =
        choose(request, "lang", "rasd_lang", {"ar", "en"}, desk.options.language, cookies);
    const std::string digits =
        choose(request, "digits", "rasd_digits", {"latn", "arab"}, desk.options.digits, cookies);
    const bool arabic = language != "en";
    Visit visit(desk, request, arabic ? Language::kArabic : Language::kEnglish,
                arabic && digits == "arab" ? Digits::kArabicIndic : Digits::kWestern);
    visit.cookies = std::move(cookies);
    visit.user = desk.sessions.find(request);
    if (visit.user) {
      visit.form_secret = visit.user->token;
    } else {
      give_visitor_secret(visit);
    }
    response = dispatch(visit);
    for (std::string& one : visit.cookies) {
      if (desk.options.secure_cookies && one.find("; Secure") == std::string::npos) {
        one += "; Secure";  // the choices of language and digits
      }
    }
    for (const std::string& one : visit.cookies) response.headers.emplace_back("Set-Cookie", one);
  }
  add_security_headers(desk, response);
  return response;
}

HttpHandler Desk::handler() {
  return [this](const HttpRequest& request) { return answer(request); };
}

Result<std::unique_ptr<HttpServer>> Desk::serve() {
  HttpServerOptions options;
  options.address = state_->options.address;
  options.port = state_->options.port;
  options.threads = state_->options.threads;
  options.max_body = kInboxBody;
  // Large bodies are read of people who are signed in alone: others could fill the memory.
  options.body_limit = [this](const HttpRequest& request) {
    const bool may = request.method == "POST" && request.path == "/inbox" &&
                     state_->sessions.find(request).has_value();
    return may ? kInboxBody : kUsualBody;
  };
  return HttpServer::start(options, handler());
}

}  // namespace rasd
