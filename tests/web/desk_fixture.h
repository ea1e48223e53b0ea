#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/temp_folder.h"
#include "web/desk.h"

namespace rasd {

/// The moment at which the tests' desk stands: 2026-11-24 09:00 in Amman.
Instant fixture_now();

/// Fills a store with about 200 invented items of ten days from six sources (one failing, one
/// silent), some copied, some hostile, one quarantined. The same every time.
void fill_store(const StoreOptions& store, Instant now);

/// A desk over a filled store in a folder of its own, asked without a network.
class TestDesk {
 public:
  explicit TestDesk(DeskOptions changes = {});
  Desk& desk() { return *desk_; }
  FixedClock& clock() { return clock_; }
  const std::string& store_path() const { return store_path_; }
  StoreOptions store() const;

  /// Cookies are kept from answer to answer, as a browser does.
  HttpResponse get(const std::string& target);
  HttpResponse post(const std::string& target,
                    const std::vector<std::pair<std::string, std::string>>& fields,
                    const std::vector<std::pair<std::string, std::string>>& headers = {});
  /// A body of any kind.
  HttpResponse post_body(const std::string& target, const std::string& content_type,
                         std::string body);
  /// The same with the form token read from a page of the desk.
  HttpResponse submit(const std::string& target,
                      std::vector<std::pair<std::string, std::string>> fields);
  /// Signs in; returns the status of the answer.
  int sign_in(const std::string& name, const std::string& password);
  void sign_in_as(Role role);
  void forget_cookies() { cookies_.clear(); }
  const std::vector<std::pair<std::string, std::string>>& cookies() const { return cookies_; }
  void set_cookie(const std::string& name, const std::string& value);

 private:
  HttpResponse ask(HttpRequest request);
  TempFolder folder_;
  FixedClock clock_;
  std::string store_path_;
  std::unique_ptr<Desk> desk_;
  std::vector<std::pair<std::string, std::string>> cookies_;
};

bool contains(const std::string& text, std::string_view part);
/// How many lines of the audit log are of this kind.
size_t logged(const TestDesk& test, std::string_view what);
/// First value of a response header, lower-case name; empty when absent.
std::string header_of(const HttpResponse& response, std::string_view name);
/// The value of the form token in a page; empty when it has none.
std::string form_token_in(const std::string& html);
/// The id of the fixture's item whose title is hostile.
std::string hostile_item_id();

}  // namespace rasd
