#pragma once
#include <optional>
#include <string>

namespace rasd {

/// The unpacked folder of one archive of ../shared ("suites", "aeb" or "data", "annotated"):
/// unpacked once into the build folder. Nothing when ../shared is absent; then
/// `if (!dir) GTEST_SKIP() << kNoShared;`
std::optional<std::string> shared_folder(const std::string& group, const std::string& name);
inline constexpr const char* kNoShared = "../shared is absent: conformance data not at hand";

}  // namespace rasd
