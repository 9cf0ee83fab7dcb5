//===- Numbers.cpp - errors that say where a NaN was made -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With debug_nans or debug_infs, programs are compiled with checks that cost little and
// say no more than that there is something (Note [Alarms]). Only then the program is
// compiled again so that it tells all (Note [Searching for wrong numbers]), and
// run on the same arguments; random keys are values, so it does the same. Equal programs
// share that code, but each has locations of its own, which are read from its module.
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Numbers.h"
#include "dialects/array/Calls.h"
#include "frontend/bindings/CustomCalls.h"
#include "frontend/bindings/Program.h"
#include "frontend/bindings/Session.h"
#include "passes/numbers/CheckNumbers.h"
#include "runtime/cpu/Numbers.h"

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

static bool isWrong(const Array &array) {
  if (!array::isInexactElement(array.type.getElementType()))
    return false;
  int64_t format = array::numberFormat(array.type.getElementType());
  return runtime::findNumbers(array.buffer.data(), format, array::countNumbers(array.type),
                              Session::get().checkNumbers);
}

/// Removes calls that do something besides, such as prints: they have been made. False if
/// the program needs what one of them gave.
static bool removeEffects(ModuleOp program) {
  llvm::SmallVector<Operation *> effects;
  program.walk([&](Operation *op) {
    auto callback = llvm::dyn_cast<array::CallbackOp>(op);
    auto foreign = llvm::dyn_cast<array::ForeignCallOp>(op);
    if ((callback && callback.getKind() != "pure") || (foreign && foreign.getHasSideEffect()))
      effects.push_back(op);
  });
  for (Operation *op : llvm::reverse(effects)) {
    if (!op->use_empty())
      return false;
    op->erase();
  }
  return true;
}

static nb::object placeOf(Location location) {
  auto line = fileAndLine(location);
  return line ? nb::object(nb::make_tuple(nb::str(line->first.c_str()), line->second)) : nb::none();
}

/// What covector.checks.report_numbers asks for.
static nb::dict describeOrigin(const NumberOrigin &origin,
                               llvm::function_ref<std::string(int64_t)> nameOfInput) {
  nb::dict result;
  result["operation"] = nb::str(origin.operation.c_str());
  result["argument"] = nb::none();
  if (origin.isArgument)
    result["argument"] = nb::str(nameOfInput(std::stoll(origin.operation)).c_str());
  result["is_nan"] = origin.isNan;
  result["place"] = placeOf(origin.location);
  result["in_derivative"] = origin.inDerivative;
  result["any_derivative"] = origin.anyDerivative;
  result["derivative_of"] = nb::str(origin.derivativeOf.c_str());
  nb::list loops;
  for (auto [location, iteration] : origin.loops)
    loops.append(nb::make_tuple(placeOf(location), iteration));
  result["loops"] = loops;
  return result;
}

/// Runs the program watched; None where the search finds nothing.
static nb::object search(OwningOpRef<ModuleOp> program, llvm::ArrayRef<const Array *> inputs,
                         llvm::function_ref<std::string(int64_t)> nameOfInput) {
  {
    RuleScope rules;
    DiagnosticCollector diagnostics;
    if (failed(makeWatched(*program)))
      return nb::none(); // it has been compiled once: not to be expected
  }
  OwningOpRef<ModuleOp> copy = program->clone();
  std::shared_ptr<const Executable> executable = executableOf(std::move(copy), 0);
  int64_t wanted = Session::get().checkNumbers;
  runtime::NumberWatch watch(wanted & 1, wanted & 2);
  executable->run(inputs, /*releaseGil=*/true);
  std::optional<NumberOrigin> origin =
      findOrigin(program->lookupSymbol<func::FuncOp>("main"), watch.events(), watch.held());
  return origin ? nb::object(describeOrigin(*origin, nameOfInput)) : nb::none();
}

void python::reportNumbers(llvm::StringRef name, llvm::ArrayRef<Array> results,
                           llvm::ArrayRef<const Array *> inputs, OwningOpRef<ModuleOp> program,
                           llvm::function_ref<std::string(int64_t)> nameOfInput) {
  PyObject *report = Session::get().numberReport;
  // The alarm may be that of a program in another thread.
  if (!report || llvm::none_of(results, isWrong))
    return;
  nb::object origin = nb::none();
  bool repeats = removeEffects(*program);
  if (repeats)
    origin = search(std::move(program), inputs, nameOfInput);
  nb::list objects;
  for (const Array &result : results)
    objects.append(wrap(result));
  nb::borrow(report)(nb::str(name.data(), name.size()), objects, origin, repeats);
}
