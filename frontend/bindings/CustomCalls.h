//===- CustomCalls.h - derivative rules written in Python -------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [When rules run]
//
// A call of a function with a rule of its own holds the number of a Python object
// (Note [Lives of callbacks]). The object is asked for the rule when a pass meets the
// call, outside of every trace: `object.trace(kind, varying, reached)` gives a traced
// function. An exception cannot pass through the compiler: it is kept, the pass fails,
// and whoever ran it raises the exception.
//
// What a rule calls must live until the code that it has become part of is made. So
// passes run in a scope, which holds all of that, and each rule once.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_CUSTOMCALLS_H
#define COVECTOR_FRONTEND_BINDINGS_CUSTOMCALLS_H

#include "frontend/bindings/Callbacks.h"
#include "passes/autodiff/CustomRules.h"
#include <map>
#include <nanobind/nanobind.h>
#include <optional>

namespace covector::python {

class Traced;

/// What has to be around passes that may ask for rules. See Note [When rules run].
class RuleScope {
public:
  RuleScope();
  ~RuleScope();
  RuleScope(const RuleScope &) = delete;

  /// The innermost scope of this thread, or null.
  static RuleScope *current();

  /// Raises the exception of a rule, if there was one.
  void raiseError();

  /// The rule as a traced function; raises what it raises.
  const Traced &trace(const RuleRequest &request);

  /// The Python functions that rules call.
  Callbacks callbacks;
  std::optional<nanobind::python_error> error;

private:
  using Key = std::tuple<int64_t, RuleKind, std::vector<bool>, std::vector<bool>>;
  std::map<Key, std::shared_ptr<Traced>> rules;
  RuleScope *previous;
};

void bindCustomCalls(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_CUSTOMCALLS_H
