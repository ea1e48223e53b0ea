#include "cli/completion.h"

namespace rasd {

std::string bash_completion(const std::vector<CompletionWords>& commands) {
  std::string known;  // the paths, as patterns of a case
  std::string answers;
  for (const CompletionWords& command : commands) {
    if (!command.path.empty()) known += (known.empty() ? "'" : "|'") + command.path + "'";
    answers += "    '" + command.path + "') words='";
    for (size_t i = 0; i < command.words.size(); ++i)
      answers += (i > 0 ? " " : "") + command.words[i];
    answers += "' ;;\n";
  }
  return "# bash completion of rasd: source <(rasd completion)\n"
         "_rasd() {\n"
         "  local at=${COMP_WORDS[COMP_CWORD]} path= word words=\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    case \"${path:+$path }$word\" in\n"
         "      " +
         known +
         ") path=\"${path:+$path }$word\" ;;\n"
         "    esac\n"
         "  done\n"
         "  case \"$path\" in\n" +
         answers +
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$at\")\n"
         "  if [[ ${#COMPREPLY[@]} -eq 0 ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -f -- \"$at\")\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _rasd rasd\n";
}

}  // namespace rasd
