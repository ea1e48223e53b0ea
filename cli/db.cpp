#include "cli/db.h"

#include <cstdio>

#include "records/json.h"
#include "reports/open_store.h"
#include "store/backup.h"

namespace rasd {
namespace {

/// Hands the configured store on, which must be there; the exit code comes back.
template <typename Work>
int with_store(const CommonOptions& common, const Work& work) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const auto store = existing_store(*config);
  return store ? work(*store) : complain(store.error());
}

void print_json(const std::vector<std::string>& troubles) {
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "sound", troubles.empty());
  put_key(out, "troubles");
  out.StartArray();
  for (const auto& trouble : troubles) put_value(out, trouble);
  out.EndArray();
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

void print_json(const StoreVersion& version, bool migrated) {
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "found", int64_t{version.found});
  put(out, "program", int64_t{version.known});
  put(out, "migrated", migrated);
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

}  // namespace

int run_db_backup(const CommonOptions& common, const DbCommand& command) {
  return with_store(common, [&](const StoreOptions& store) {
    if (auto ok = back_up_store(store, command.file); !ok) return complain(ok.error());
    if (!common.quiet)
      std::fprintf(stderr, "rasd: %s holds a checked copy of %s\n", command.file.c_str(),
                   store.path.c_str());
    return 0;
  });
}

int run_db_restore(const CommonOptions& common, const DbCommand& command) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const StoreOptions store = store_options(config->store_path());  // may be lost: that is the case
  if (auto ok = restore_store(store, command.file); !ok) return complain(ok.error());
  if (!common.quiet)
    std::fprintf(stderr, "rasd: %s was put in place; the former store is %s.before-restore\n",
                 command.file.c_str(), store.path.c_str());
  return 0;
}

int run_db_check(const CommonOptions& common, const DbCommand& command) {
  return with_store(common, [&](const StoreOptions& store) {
    if (command.rebuild_search)
      if (auto ok = rebuild_search(store); !ok) return complain(ok.error());
    const auto troubles = check_store(store);
    if (!troubles) return complain(troubles.error());
    if (common.json) {
      print_json(*troubles);
    } else {
      for (const auto& trouble : *troubles) std::printf("%s\n", trouble.c_str());
      if (troubles->empty()) std::printf("sound: pages, keys and full-text index\n");
    }
    return troubles->empty() ? 0 : 1;
  });
}

int run_db_migrate(const CommonOptions& common, const DbCommand& command) {
  return with_store(common, [&](const StoreOptions& store) {
    const auto version = read_store_version(store);
    if (!version) return complain(version.error());
    if (!command.dry_run || version->found > version->known)  // a newer file is refused either way
      if (auto done = prepare_store(store); !done) return complain(done.error());
    const bool older = version->found < version->known;
    const bool migrated = older && !command.dry_run;
    if (common.json)
      print_json(*version, migrated);
    else if (!older)
      std::printf("nothing to do: the store is at version %d, this program's\n", version->known);
    else
      std::printf("%s from version %d to %d\n", migrated ? "migrated" : "would migrate",
                  version->found, version->known);
    return 0;
  });
}

}  // namespace rasd
