#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "records/source.h"

namespace rasd {

/// Everything an administrator can set, read from config/rasd.toml and the source files it names.
/// Relative paths are relative to the folder that the program is started in.
struct Config {
  std::string file;  ///< where it was read from; empty for the built-in defaults

  struct Directorate {
    std::string name_ar = "مديرية الإعلام";
    std::string name_en = "Media Directorate";
    std::string time_zone = "Asia/Amman";
  } directorate;

  struct Folders {
    std::string data = "data";      ///< databases and the page archive
    std::string models = "models";  ///< shipped with the program
    std::string assets = "build/assets";
    std::string views = "web/views";
    std::string statics = "web/static";
  } folders;

  struct Crawl {
    std::string agent = "Rasd/0.1";
    std::string contact;  ///< URL or address that a webmaster can write to
    unsigned hosts = 32;  ///< hosts fetched from at once
    unsigned per_host = 2;
    std::chrono::seconds host_delay{1};
    std::chrono::seconds timeout{30};
    std::chrono::seconds horizon{std::chrono::days{60}};  ///< older entries are not taken in
  } crawl;

  /// Of the organisation's own sites (sources with official = true).
  struct Watch {
    std::chrono::seconds interval{std::chrono::minutes{15}};  ///< between rounds; zero: none
    std::chrono::seconds links{std::chrono::days{1}};         ///< between checks of their links
  } watch;

  struct Links {
    std::string articles = "ipc://data/articles.link";    ///< crawl binds, annotators connect
    std::string annotated = "ipc://data/annotated.link";  ///< store binds, annotators connect
    unsigned window = 256;
    std::chrono::seconds dead_after{3};
  } links;

  struct Desk {
    std::string address = "127.0.0.1";
    uint16_t port = 8080;
    std::string language = "ar";
    bool arabic_digits = false;
    std::chrono::seconds idle{std::chrono::hours{8}};
    std::string public_url;     ///< "https://rasd.example" behind a TLS proxy; else empty
    std::string trusted_proxy;  ///< IP address whose X-Forwarded-For is believed; else empty
  } desk;

  std::vector<std::string> source_files;
  std::vector<Source> sources;

  /// How the crawler names itself to servers.
  std::string user_agent() const {
    return crawl.agent + (crawl.contact.empty() ? "" : " (+" + crawl.contact + ")");
  }
  std::string store_path() const { return folders.data + "/rasd.db"; }
  std::string crawl_folder() const { return folders.data + "/crawl"; }
  std::string inbox_folder() const { return folders.data + "/inbox"; }
  std::string attachment_folder() const { return folders.data + "/attachments"; }
  std::string watch_folder() const { return folders.data + "/watch"; }
};

/// Reads and checks a configuration with its source files. Fails with kConfiguration: every
/// problem with file, line and what to write instead.
Result<Config> load_config(const std::string& path);

/// Reads one file of [[source]] tables.
Result<std::vector<Source>> load_sources(const std::string& path);

/// The commented configuration that `rasd init` writes.
std::string config_template();

}  // namespace rasd
