//===- Sparsity.cpp - patterns of Jacobians, kept by program --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pattern belongs to a program and to the integers that it closes over, which
// may be positions: the hash of both is its key. Numbers of other dtypes do not
// matter, so that a function called again costs no analysis.
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Sparsity.h"
#include "dialects/array/Array.h"
#include "frontend/bindings/CustomCalls.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Functions.h"
#include "frontend/bindings/Program.h"
#include "frontend/bindings/Session.h"
#include "passes/ExpandTransforms.h"
#include "passes/sparsity/Sparsity.h"
#include "llvm/Support/xxhash.h"
#include <deque>
#include <map>
#include <nanobind/stl/shared_ptr.h>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

namespace {
/// A pattern with its colours, as arrays.
struct Sparsity {
  int64_t numRows, numColumns;
  Compressed direction;
  int32_t numColors;
  Array starts, columns, colors, positions;
};
using Key = std::array<uint64_t, 4>;
} // namespace

/// Patterns that are kept, and their entries: half a gigabyte.
static constexpr size_t maxKept = 64;
static constexpr int64_t maxKeptEntries = int64_t(1) << 26;

static bool isKnown(const Array &capture) {
  return !capture.isTracer() && array::isIntOrBoolElement(capture.type.getElementType()) &&
         !array::isNarrowElement(capture.type.getElementType());
}

template <typename T> static std::vector<int64_t> readAs(const Array &array) {
  auto *first = static_cast<const T *>(array.buffer.data());
  return std::vector<int64_t>(first, first + array.size());
}

static std::vector<int64_t> integersOf(const Array &array) {
  bool isUnsigned = array::isUnsignedElement(array.type.getElementType());
  switch (itemSize(array.dtype)) {
  case 1:
    return isUnsigned ? readAs<uint8_t>(array) : readAs<int8_t>(array);
  case 2:
    return isUnsigned ? readAs<uint16_t>(array) : readAs<int16_t>(array);
  case 4:
    return isUnsigned ? readAs<uint32_t>(array) : readAs<int32_t>(array);
  default:
    return readAs<int64_t>(array);
  }
}

/// The numbers as an array of 32-bit integers.
template <typename T> static Array arrayOf(const std::vector<T> &numbers) {
  Array array = allocate({int64_t(numbers.size())}, Dtype::I32);
  std::copy(numbers.begin(), numbers.end(), static_cast<int32_t *>(array.buffer.data()));
  return array;
}

static std::shared_ptr<Sparsity> analyze(const Traced &traced, bool symmetric,
                                         const std::string &name) {
  OwningOpRef<ModuleOp> module = traced.module.get().clone();
  func::FuncOp original = traced.function;
  auto function = module->lookupSymbol<func::FuncOp>(original.getSymName());
  RuleScope rules;
  DiagnosticCollector diagnostics;
  function.setPublic();
  if (failed(expandTransforms(*module)) || failed(finishTransforms(*module))) {
    rules.raiseError();
    raiseProblem(name, diagnostics.text());
  }
  KnownArguments known;
  unsigned first = function.getNumArguments() - traced.captures.size();
  for (auto [i, capture] : llvm::enumerate(traced.captures))
    if (isKnown(capture))
      known[first + i] = integersOf(capture);
  FailureOr<SparsityPattern> pattern = findPattern(function, {0}, {0}, known);
  if (failed(pattern))
    raiseProblem(name, diagnostics.text());
  if (symmetric) {
    if (pattern->numRows != pattern->numColumns)
      raise("ValueError", name +
                              ": expected a symmetric matrix, as of the derivatives of a gradient, "
                              "got one of shape " +
                              shapeText({pattern->numRows, pattern->numColumns}));
    *pattern = pattern->unitedWith(pattern->transposed());
  }
  Compression compression = compress(*pattern, symmetric);
  auto result = std::make_shared<Sparsity>();
  result->numRows = pattern->numRows;
  result->numColumns = pattern->numColumns;
  result->direction = compression.direction;
  result->numColors = compression.coloring.count;
  int64_t length =
      compression.direction == Compressed::Rows ? pattern->numColumns : pattern->numRows;
  if (result->numColors * length > std::numeric_limits<int32_t>::max())
    raise("ValueError", name + ": the matrix of shape " +
                            shapeText({pattern->numRows, pattern->numColumns}) + " needs " +
                            llvm::Twine(result->numColors) +
                            " products, which are too many numbers to hold; it is not sparse: use "
                            "products with it (jvp, vjp)");
  result->starts = arrayOf(pattern->starts);
  result->columns = arrayOf(pattern->columns);
  result->colors = arrayOf(compression.coloring.colors);
  result->positions = arrayOf(compression.positions);
  ++statistics().sparsityAnalyses;
  return result;
}

static std::shared_ptr<Sparsity> sparsityOf(const Traced &traced, bool symmetric,
                                            const std::string &name) {
  std::array<uint64_t, 2> program = contentHash(*traced.module, traced.function);
  std::vector<uint64_t> words;
  for (const Array &capture : traced.captures)
    if (isKnown(capture))
      words.push_back(llvm::xxh3_64bits(
          {static_cast<const uint8_t *>(capture.buffer.data()), size_t(capture.bytes())}));
    else
      words.push_back(0);
  uint64_t integers = llvm::xxh3_64bits(
      {reinterpret_cast<const uint8_t *>(words.data()), words.size() * sizeof(uint64_t)});
  Key key = {program[0], program[1], integers, symmetric};

  static auto *kept = new std::map<Key, std::shared_ptr<Sparsity>>();
  static auto *order = new std::deque<Key>();
  if (auto it = kept->find(key); it != kept->end())
    return it->second;
  std::shared_ptr<Sparsity> found = analyze(traced, symmetric, name);
  (*kept)[key] = found;
  order->push_back(key);
  static int64_t entries = 0;
  entries += found->columns.size();
  while (order->size() > 1 && (order->size() > maxKept || entries > maxKeptEntries)) {
    auto oldest = kept->find(order->front());
    entries -= oldest->second->columns.size();
    kept->erase(oldest);
    order->pop_front();
  }
  return found;
}

static const char *textOf(Compressed direction) {
  switch (direction) {
  case Compressed::Columns:
    return "columns";
  case Compressed::Rows:
    return "rows";
  case Compressed::Symmetric:
    return "symmetric";
  }
  return "";
}

/// A read-only property that holds one of the arrays.
template <Array Sparsity::*member> static nb::object arrayIn(const Sparsity &sparsity) {
  return wrap(sparsity.*member);
}

void python::bindSparsity(nb::module_ &m) {
  nb::class_<Sparsity>(m, "Sparsity")
      .def_prop_ro("shape",
                   [](const Sparsity &s) { return nb::make_tuple(s.numRows, s.numColumns); })
      .def_prop_ro("direction", [](const Sparsity &s) { return textOf(s.direction); })
      .def_prop_ro("num_colors", [](const Sparsity &s) { return s.numColors; })
      .def_prop_ro("starts", &arrayIn<&Sparsity::starts>)
      .def_prop_ro("columns", &arrayIn<&Sparsity::columns>)
      .def_prop_ro("colors", &arrayIn<&Sparsity::colors>)
      .def_prop_ro("positions", &arrayIn<&Sparsity::positions>);
  m.def("sparsity", &sparsityOf, nb::arg("traced"), nb::arg("symmetric"), nb::arg("name"),
        "The pattern and colours of the Jacobian of result 0 by argument 0.");
}
