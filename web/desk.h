#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/store.h"
#include "web/http_server.h"

namespace rasd {

/// A fictional person of the demonstration, printed with the password on the sign-in page.
struct DemoUser {
  std::string name;  ///< as typed at sign-in
  std::string arabic_name;
  std::string english_name;
  Role role = Role::kOfficer;
};
/// Four of them, one a role.
std::vector<DemoUser> demo_users();
/// Their password. The desk creates them only when DeskOptions::demo is set.
inline constexpr std::string_view kDemoPassword = "rasd-demo-2026";

struct DeskOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 8080;  ///< 0: any free one
  unsigned threads = 4;
  StoreOptions store;
  std::string zone = "Asia/Amman";
  std::string archive;      ///< folder of the WARC files; empty: archived bytes are not shown
  std::string inbox;        ///< where observations are handed in; empty: the desk takes none
  std::string attachments;  ///< folder of the files that came with observations
  std::string watch;        ///< folder of the own sites' kept rounds; empty: none are shown
  std::string views;        ///< folder of the page templates (web/views)
  std::string assets;       ///< folder built by web/build_assets.sh; may be absent
  std::string statics;      ///< folder web/static: style sheet and icon when assets are absent
  std::string arabic_name;  ///< of the directorate, shown at the foot of every page
  std::string english_name;
  std::string language = "ar";  ///< of a visitor who chose none: "ar" or "en"
  std::string digits = "latn";  ///< of Arabic pages: "latn" or "arab"
  bool demo = false;            ///< creates and prints the demonstration's users
  bool secure_cookies = false;  ///< behind a TLS proxy; set by public_url
  std::chrono::seconds idle =
      std::chrono::hours{1};  ///< a session unused so long ends; 12 h at most
  /// Host names it answers to beside the loopback ones: lower case, without port.
  std::vector<std::string> hosts;
  /// "https://rasd.example", where a TLS proxy stands before the desk: adds its host, makes its
  /// origin the only accepted one of a POST, and the cookies secure. Empty: no proxy.
  std::string public_url;
  /// The proxy's address as the desk sees it; its X-Forwarded-For says who visits. Empty: nobody's.
  std::string trusted_proxy;
};

struct DeskState;

/// The desk: pages and API of one store, for signed-in people. Arabic first and English, every
/// page without JavaScript. Answers from several threads at once.
class Desk {
 public:
  /// Opens store, templates and assets, and in a demonstration makes its users. `clock` is
  /// borrowed. Fails with kConfiguration in words.
  static Result<std::unique_ptr<Desk>> open(DeskOptions options, const Clock& clock);
  ~Desk();
  HttpResponse answer(const HttpRequest& request);
  /// Borrows the desk: destroy the server first.
  HttpHandler handler();
  /// Opens the port of the options and serves until the server is stopped or destroyed.
  Result<std::unique_ptr<HttpServer>> serve();

 private:
  explicit Desk(std::unique_ptr<DeskState> state);
  std::unique_ptr<DeskState> state_;
};

}  // namespace rasd
