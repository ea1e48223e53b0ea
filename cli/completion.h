#pragma once
#include <string>
#include <vector>

namespace rasd {

/// A command (or the program itself, with an empty path) and what may follow it.
struct CompletionWords {
  std::string path;                ///< "tag next"
  std::vector<std::string> words;  ///< subcommands and long options
};

/// The bash script that completes `rasd`: subcommands and options, else file names. Load it with
/// `source <(rasd completion)`.
std::string bash_completion(const std::vector<CompletionWords>& commands);

}  // namespace rasd
