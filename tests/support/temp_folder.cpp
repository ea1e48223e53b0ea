#include "tests/support/temp_folder.h"

#include <filesystem>
#include <stdexcept>

namespace rasd {

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "rasd-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary folder");
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace rasd
