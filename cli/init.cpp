#include "cli/init.h"

#include <cstdio>
#include <filesystem>

#include "base/file.h"

namespace rasd {

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
  // The sources that it names and examples of others, where they are not there already.
  for (const char* name : {"sources/arab.toml", "sources/posts.example.toml"}) {
    const fs::path sources = folder / name;
    if (fs::exists(sources)) continue;
    auto shipped = read_file(project_folder() + "/config/" + name);
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

}  // namespace rasd
