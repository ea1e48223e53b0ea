#pragma once
#include <cstdint>
#include <string>

#include "cli/command.h"

namespace rasd {

struct RunCommand {
  bool once = false;
  bool no_desk = false;
};
/// `rasd run`: every stage and the desk in one process.
int run_all(const CommonOptions& common, const RunCommand& command);

/// `rasd serve`: the desk alone, on a store that another process may be writing.
int run_serve(const CommonOptions& common);

struct DemoCommand {
  uint16_t port = 8080;
  uint16_t newsroom_port = 8101;  ///< the first outlet's; the others follow it
  uint64_t seed = 7;
  std::string day;          ///< last day of the world; empty: today
  bool once = false;        ///< ends when all of it is in the store, without a desk
  bool serve_only = false;  ///< the newsroom's sites alone, until stopped
};
/// Where a desk that listens on `port` is read: the public address where one is set, else the
/// address it listens on (loopback when that is all of them).
std::string desk_url(const Config::Desk& desk, uint16_t port);

/// `rasd demo`: serves the demonstration newsroom on loopback, crawls it and shows it on the desk.
int run_demo(const CommonOptions& common, const DemoCommand& command);

struct UserCommand {
  std::string name;
  std::string role = "officer";
};
/// `rasd user add`: the password is one line of standard input, so that it is in no process list.
int run_user_add(const CommonOptions& common, const UserCommand& command);
int run_user_list(const CommonOptions& common);

}  // namespace rasd
