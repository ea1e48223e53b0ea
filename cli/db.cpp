#include "cli/db.h"

#include <cstdio>

#include "reports/open_store.h"
#include "store/backup.h"

namespace rasd {
namespace {

template <typename Work>
int with_store(const CommonOptions& common, const Work& work) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  return work(store_options(config->store_path()));
}

}  // namespace

int run_db_backup(const CommonOptions& common, const std::string& file) {
  return with_store(common, [&](const StoreOptions& store) {
    if (auto ok = back_up_store(store, file); !ok) return complain(ok.error());
    std::fprintf(stderr, "rasd: %s holds a checked copy of %s\n", file.c_str(), store.path.c_str());
    return 0;
  });
}

int run_db_restore(const CommonOptions& common, const std::string& file) {
  return with_store(common, [&](const StoreOptions& store) {
    if (auto ok = restore_store(store, file); !ok) return complain(ok.error());
    std::fprintf(stderr, "rasd: %s was put in place; the former store is %s.before-restore\n",
                 file.c_str(), store.path.c_str());
    return 0;
  });
}

int run_db_check(const CommonOptions& common) {
  return with_store(common, [&](const StoreOptions& store) {
    const auto troubles = check_store(store);
    if (!troubles) return complain(troubles.error());
    for (const auto& trouble : *troubles) std::printf("%s\n", trouble.c_str());
    if (troubles->empty()) std::printf("sound: pages, keys and full-text index\n");
    return troubles->empty() ? 0 : 1;
  });
}

int run_db_migrate(const CommonOptions& common) {
  return with_store(common, [&](const StoreOptions& store) {
    const auto before = prepare_store(store);
    if (!before) return complain(before.error());
    std::printf("the store was at version %d and is at this program's now\n", *before);
    return 0;
  });
}

}  // namespace rasd
