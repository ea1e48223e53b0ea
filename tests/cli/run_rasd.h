#pragma once
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

namespace rasd {

/// How a run of the built program ended.
struct Ran {
  int code = -1;
  std::string output;  ///< both streams
};

inline const std::string kProgram = "'" + std::string(RASD_BINARY_DIR) + "/rasd' ";

/// Runs a command of the shell.
inline Ran run_shell(const std::string& command) {
  Ran ran;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (!pipe) return ran;
  std::array<char, 4096> buffer{};
  while (const size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
    ran.output.append(buffer.data(), n);
  const int status = ::pclose(pipe);
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

/// Runs the built `rasd` in a folder, without standard input.
inline Ran run(const std::string& arguments, const std::string& folder) {
  return run_shell("cd '" + folder + "' && " + kProgram + arguments + " 2>&1 </dev/null");
}

}  // namespace rasd
