#include "cli/doctor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "crawler/spool.h"
#include "nlp/reader.h"
#include "records/json.h"
#include "reports/open_store.h"
#include "store/ledger_sums.h"

namespace rasd {
namespace {

/// What was found, and the worst of it.
class Findings {
 public:
  void good(std::string text) { all_.push_back({"ok", std::move(text)}); }
  void note(std::string text) { all_.push_back({"note", std::move(text)}); }
  void bad(std::string text, int code = 1) {
    all_.push_back({"wrong", std::move(text)});
    if (worst_ == 0 || code == 4) worst_ = code;
  }
  void bad(const std::string& what, const Error& error) {
    bad(what + ": " + error.message, exit_code(error));
  }

  /// One line a finding, good ones only without `quiet`; returns the exit code.
  int print_text(bool quiet) const {
    for (const Finding& one : all_) {
      const std::string_view level = one.level;
      if (quiet && level == "ok") continue;
      std::printf("%-6s %s\n", level == "wrong" ? "WRONG" : one.level, one.text.c_str());
    }
    return worst_;
  }
  int print_json() const {
    JsonBuffer buffer;
    JsonWriter out(buffer);
    out.StartObject();
    put(out, "well", worst_ == 0);
    put_key(out, "findings");
    out.StartArray();
    for (const Finding& one : all_) {
      out.StartObject();
      put(out, "level", one.level);
      put(out, "text", one.text);
      out.EndObject();
    }
    out.EndArray();
    out.EndObject();
    std::printf("%s\n", buffer.GetString());
    return worst_;
  }

 private:
  struct Finding {
    const char* level;
    std::string text;
  };
  std::vector<Finding> all_;
  int worst_ = 0;
};

bool port_is_free(const std::string& address, uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return true;
  const int yes = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  ::inet_pton(AF_INET, address.c_str(), &at.sin_addr);
  const bool free = ::bind(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0;
  ::close(fd);
  return free;
}

void look_at_spool(const Config& config, Findings& found) {
  std::error_code none;
  if (!std::filesystem::exists(config.crawl_folder(), none)) return;
  const auto taken = read_spool_counts(config.crawl_folder());
  if (!taken)
    found.bad("spool", taken.error());
  else if (taken->pending > 0)
    found.note(std::to_string(taken->pending) +
               " items wait in the spool; a running pipeline takes them in");
}

void look_at_store(const Config& config, Findings& found) {
  const StoreOptions options = store_options(config.store_path());
  std::error_code none;
  if (!std::filesystem::exists(config.store_path(), none)) {
    found.note("no store at " + config.store_path() + " yet; the first run makes it");
    return;
  }
  const auto troubles = check_store(options);
  if (!troubles) return found.bad("store", troubles.error());
  for (const auto& trouble : *troubles)
    found.bad("store: " + trouble + "; restore a backup with `rasd db restore FILE`");
  auto reader = StoreReader::open(options);
  if (!reader) return found.bad("store", reader.error());
  const auto sums = sum_ledger(*reader);
  if (!sums) return found.bad("store", sums.error());
  if (troubles->empty())
    found.good("store " + config.store_path() + ": " + std::to_string(sums->articles) +
               " items, index and pages sound");
  if (!sums->reconciles())
    found.bad("store: the ledger's sums do not reconcile; `rasd ledger` prints them");
}

void look_at_disk(const std::string& folder, Findings& found) {
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) != 0) return;
  const double free_gb =
      static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize) / 1e9;
  char text[32];
  std::snprintf(text, sizeof text, "%.1f GB free", free_gb);
  const std::string said = "data folder " + folder + ": " + text;
  free_gb < 1 ? found.bad(said + "; make room or move [folders] data") : found.good(said);
}

void look_at_data(const Config& config, Findings& found) {
  const std::string& folder = config.folders.data;
  std::error_code none;
  if (!std::filesystem::exists(folder, none) && !none)
    return found.note("no data folder " + folder + " yet; the first run makes it");
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0)
    return found.bad("data folder " + folder +
                         ": no permission to write there; give the user that runs rasd the right "
                         "to, or set [folders] data to another",
                     4);
  if (!std::filesystem::is_directory(folder, none))
    return found.bad("data folder " + folder + " is a file; set [folders] data to a folder", 4);
  look_at_disk(folder, found);
  look_at_store(config, found);
  look_at_spool(config, found);
}

void look_at_desk(const Config& config, Findings& found) {
  const std::string address = config.desk.address + ":" + std::to_string(config.desk.port);
  if (port_is_free(config.desk.address, config.desk.port))
    found.good("desk address " + address + " is free");
  else
    found.note("desk address " + address +
               " is in use: by a running Rasd, or by another program; then set [desk] port");
  const std::string sheet = config.folders.assets + "/desk.css";
  if (!std::filesystem::exists(sheet))
    found.bad("page assets: " + sheet + " is missing; run web/build_assets.sh");
}

void look_at_configuration(const CommonOptions& common, const Config& config, Findings& found) {
  if (config.file.empty())
    return found.note("no " + common.config +
                      ": the built-in defaults hold; `rasd init` writes one");
  found.good("configuration " + config.file + ": " + std::to_string(config.sources.size()) +
             " sources");
  if (config.crawl.contact.empty())
    found.note("[crawl] contact is empty; a webmaster should be able to reach you");
}

Findings examine(const CommonOptions& common) {
  Findings found;
  const auto config = open_config(common);
  if (!config) {
    found.bad("configuration:\n" + config.error().message, 4);
    return found;
  }
  look_at_configuration(common, *config, found);
  if (const auto reader = Reader::open(config->folders.models))
    found.good("models in " + config->folders.models + ": " + (*reader)->version());
  else
    found.bad("models", reader.error());
  look_at_data(*config, found);
  look_at_desk(*config, found);
  return found;
}

}  // namespace

int run_doctor(const CommonOptions& common) {
  const Findings found = examine(common);
  return common.json ? found.print_json() : found.print_text(common.quiet);
}

}  // namespace rasd
