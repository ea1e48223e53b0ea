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

}  // namespace rasd
