#include "cli/init.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "base/file.h"
#include "crawler/spool.h"
#include "nlp/reader.h"
#include "reports/open_store.h"
#include "store/ledger_sums.h"

namespace rasd {
namespace {

/// Tells one finding a line, and remembers the worst.
class Findings {
 public:
  explicit Findings(bool quiet) : quiet_(quiet) {}
  void good(const std::string& text) {
    if (!quiet_) std::printf("ok     %s\n", text.c_str());
  }
  void note(const std::string& text) { std::printf("note   %s\n", text.c_str()); }
  void bad(const std::string& text, int code = 1) {
    std::printf("WRONG  %s\n", text.c_str());
    if (worst_ == 0 || code == 4) worst_ = code;
  }
  int worst() const { return worst_; }

 private:
  bool quiet_;
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

void look_at_store(const Config& config, Findings& found) {
  if (!std::filesystem::exists(config.store_path())) {
    found.note("no store at " + config.store_path() + " yet; the first run makes it");
    return;
  }
  const StoreOptions options = store_options(config.store_path());
  const auto troubles = check_store(options);
  if (!troubles) {
    found.bad("store: " + troubles.error().message, exit_code(troubles.error()));
    return;
  }
  for (const auto& trouble : *troubles)
    found.bad("store: " + trouble + "; restore a backup with `rasd db restore FILE`");
  auto reader = StoreReader::open(options);
  if (!reader) {
    found.bad("store: " + reader.error().message, exit_code(reader.error()));
    return;
  }
  const auto sums = sum_ledger(*reader);
  if (troubles->empty() && sums)
    found.good("store " + config.store_path() + ": " + std::to_string(sums->articles) +
               " items, index and pages sound");
  if (sums && !sums->reconciles()) found.bad("store: the ledger's sums do not reconcile");
  const auto taken = read_spool_counts(config.crawl_folder());
  if (!taken) {
    found.bad("spool: " + taken.error().message);
  } else if (taken->pending > 0) {
    found.note(std::to_string(taken->pending) +
               " items wait in the spool; a running pipeline takes them in");
  }
}

}  // namespace

int run_init(const CommonOptions& common, bool force) {
  namespace fs = std::filesystem;
  if (fs::exists(common.config) && !force)
    return complain({ErrorKind::kUsage, common.config +
                                            " exists already; edit it, or write it anew with "
                                            "`rasd init --force`"});
  const fs::path folder = fs::path(common.config).parent_path();
  if (!folder.empty())
    if (auto ok = make_folder(folder.string()); !ok) return complain(ok.error());
  if (auto ok = write_file(common.config, config_template()); !ok) return complain(ok.error());
  // The sources that it names, where they are not there already.
  const fs::path sources = folder / "sources/arab.toml";
  if (!fs::exists(sources)) {
    auto shipped = read_file(project_folder() + "/config/sources/arab.toml");
    if (!shipped) return complain(shipped.error());
    if (auto ok = make_folder(sources.parent_path().string()); !ok) return complain(ok.error());
    if (auto ok = write_file(sources.string(), *shipped); !ok) return complain(ok.error());
  }
  if (!common.quiet) {
    std::fprintf(stderr, "rasd: wrote %s\n", common.config.c_str());
    std::fprintf(stderr, "rasd: next: `rasd doctor`, then `rasd run`\n");
  }
  return 0;
}

int run_doctor(const CommonOptions& common) {
  Findings found(common.quiet);
  const auto config = open_config(common);
  if (!config) {
    found.bad("configuration:\n" + config.error().message, 4);
    return found.worst();
  }
  if (config->file.empty()) {
    found.note("no " + common.config + ": the built-in defaults hold; `rasd init` writes one");
  } else {
    found.good("configuration " + config->file + ": " + std::to_string(config->sources.size()) +
               " sources");
    if (config->crawl.contact.empty())
      found.note("[crawl] contact is empty; a webmaster should be able to reach you");
  }
  if (const auto reader = Reader::open(config->folders.models)) {
    found.good("models in " + config->folders.models + ": " + (*reader)->version());
  } else {
    found.bad("models: " + reader.error().message, exit_code(reader.error()));
  }
  if (auto ok = make_folder(config->folders.data); !ok) {
    found.bad("data folder: " + ok.error().message + "; set [folders] data to one that can be made",
              4);
  } else if (::access(config->folders.data.c_str(), W_OK) != 0) {
    found.bad("data folder " + config->folders.data +
              " cannot be written; give the user that runs rasd the right to");
  } else {
    struct statvfs disk {};
    if (::statvfs(config->folders.data.c_str(), &disk) == 0) {
      const double free_gb =
          static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize) / 1e9;
      char text[160];
      std::snprintf(text, sizeof text, "data folder %s: %.1f GB free", config->folders.data.c_str(),
                    free_gb);
      free_gb < 1 ? found.bad(std::string(text) + "; make room or move [folders] data")
                  : found.good(text);
    }
    look_at_store(*config, found);
  }
  if (port_is_free(config->desk.address, config->desk.port)) {
    found.good("desk address " + config->desk.address + ":" + std::to_string(config->desk.port) +
               " is free");
  } else {
    found.note("port " + std::to_string(config->desk.port) +
               " is in use: by a running Rasd, or by another program; then set [desk] port");
  }
  for (const char* file : {"desk.css"})
    if (!std::filesystem::exists(config->folders.assets + "/" + file))
      found.bad("page assets: " + config->folders.assets + "/" + file +
                " is missing; run web/build_assets.sh");
  return found.worst();
}

}  // namespace rasd
