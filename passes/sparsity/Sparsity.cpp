//===- Sparsity.cpp - the pattern of a Jacobian ---------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/sparsity/Sparsity.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "passes/Functions.h"
#include "passes/Passes.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYSPARSITYPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;
using array::ColumnSet;
using array::Dependence;

/// Entries that a pattern may have: 1 GiB of column numbers.
static constexpr int64_t maxEntries = int64_t(1) << 28;
/// Entries that the pass writes out.
static constexpr int64_t maxShown = 256;

SparsityPattern SparsityPattern::transposed() const {
  SparsityPattern result;
  result.numRows = numColumns;
  result.numColumns = numRows;
  result.starts.assign(numColumns + 1, 0);
  for (int32_t column : columns)
    ++result.starts[column + 1];
  for (int64_t i = 0; i < numColumns; ++i)
    result.starts[i + 1] += result.starts[i];
  result.columns.resize(columns.size());
  std::vector<int64_t> next(result.starts.begin(), result.starts.end() - 1);
  for (int64_t i = 0; i < numRows; ++i)
    for (int32_t column : row(i))
      result.columns[next[column]++] = i;
  return result;
}

SparsityPattern SparsityPattern::unitedWith(const SparsityPattern &other) const {
  SparsityPattern result;
  result.numRows = numRows;
  result.numColumns = numColumns;
  for (int64_t i = 0; i < numRows; ++i) {
    ArrayRef<int32_t> a = row(i), b = other.row(i);
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result.columns));
    result.starts.push_back(result.columns.size());
  }
  return result;
}

FailureOr<SparsityPattern> covector::findPattern(func::FuncOp f, ArrayRef<int64_t> argnums,
                                                 ArrayRef<int64_t> resnums,
                                                 const KnownArguments &known) {
  SparsityPattern pattern;
  for (int64_t i : argnums)
    pattern.numColumns += array::countElements(f.getArgumentTypes()[i]);
  for (int64_t i : resnums)
    pattern.numRows += array::countElements(f.getResultTypes()[i]);
  constexpr int64_t limit = std::numeric_limits<int32_t>::max();
  if (pattern.numColumns > limit || pattern.numRows > limit)
    return emitError(f.getLoc()) << "sparsity: a Jacobian of " << pattern.numRows << " rows and "
                                 << pattern.numColumns << " columns is too large; at most " << limit
                                 << " of each are supported";

  DependenceAnalysis analysis;
  FailureOr<std::vector<Dependence>> dependence = analysis.run(f, argnums, known);
  if (failed(dependence))
    return failure();
  array::ColumnSets &sets = analysis.sets();
  int64_t entries = 0;
  for (int64_t i : resnums)
    for (ColumnSet set : (*dependence)[i])
      entries += sets.size(set);
  if (entries > maxEntries)
    return emitError(f.getLoc()) << "sparsity: the Jacobian of " << pattern.numRows << " rows and "
                                 << pattern.numColumns << " columns may have " << entries
                                 << " entries other than zero, more than the " << maxEntries
                                 << " that are supported; it is not sparse: use products with it "
                                    "(jvp, vjp)";
  pattern.columns.reserve(entries);
  pattern.starts.reserve(pattern.numRows + 1);
  for (int64_t i : resnums) {
    const Dependence &rows = (*dependence)[i];
    for (int64_t k = 0, n = array::countElements(f.getResultTypes()[i]); k < n; ++k) {
      if (!rows.empty())
        for (array::ColumnRange range : sets.ranges(rows[k]))
          for (uint32_t column = range.begin; column < range.end; ++column)
            pattern.columns.push_back(column);
      pattern.starts.push_back(pattern.columns.size());
    }
  }
  return pattern;
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

/// The pattern and its colours as an attribute.
static DictionaryAttr describe(const SparsityPattern &pattern, const Compression &compression,
                               MLIRContext *context) {
  Builder builder(context);
  NamedAttrList attributes;
  attributes.set("shape", builder.getDenseI64ArrayAttr({pattern.numRows, pattern.numColumns}));
  attributes.set("entries", builder.getI64IntegerAttr(pattern.numEntries()));
  attributes.set("column_colors", builder.getI64IntegerAttr(compression.columnColors));
  if (compression.rowColors >= 0)
    attributes.set("row_colors", builder.getI64IntegerAttr(compression.rowColors));
  if (compression.symmetricColors >= 0)
    attributes.set("symmetric_colors", builder.getI64IntegerAttr(compression.symmetricColors));
  if (pattern.numEntries() <= maxShown && pattern.numRows <= maxShown) {
    SmallVector<Attribute> rows;
    for (int64_t i = 0; i < pattern.numRows; ++i)
      rows.push_back(builder.getDenseI32ArrayAttr(pattern.row(i)));
    attributes.set("rows", builder.getArrayAttr(rows));
  }
  return attributes.getDictionary(context);
}

namespace {
struct ArraySparsityPass : covector::impl::ArraySparsityPassBase<ArraySparsityPass> {
  using ArraySparsityPassBase::ArraySparsityPassBase;

  void runOnOperation() override {
    func::FuncOp f = chooseFunction(getOperation(), function, "array-sparsity");
    if (!f || failed(annotate(f)))
      signalPassFailure();
  }

  LogicalResult annotate(func::FuncOp f) {
    SmallVector<int64_t> arguments(argnums.begin(), argnums.end()),
        results(resnums.begin(), resnums.end());
    if (arguments.empty())
      arguments = differentiableIndices(f.getArgumentTypes());
    if (results.empty())
      results = differentiableIndices(f.getResultTypes());
    SymbolTable symbols(getOperation());
    func::FuncOp copy = copyFunction(f, "sparsity", symbols, "sparsity");
    if (!copy)
      return failure();
    FailureOr<SparsityPattern> pattern = failure();
    if (succeeded(checkIndices(f, f.getSymName(), "sparsity", "argnums", "argument", arguments,
                               f.getArgumentTypes())) &&
        succeeded(checkIndices(f, f.getSymName(), "sparsity", "resnums", "result", results,
                               f.getResultTypes())))
      pattern = findPattern(copy, arguments, results);
    symbols.erase(copy);
    if (failed(pattern))
      return failure();
    if (symmetric) {
      if (pattern->numRows != pattern->numColumns)
        return emitError(f.getLoc())
               << "sparsity: a matrix of " << pattern->numRows << " rows and "
               << pattern->numColumns << " columns is not symmetric; leave out symmetric";
      *pattern = pattern->unitedWith(pattern->transposed());
    }
    f->setAttr("array.sparsity", describe(*pattern, compress(*pattern, symmetric), f.getContext()));
    return success();
  }
};
} // namespace
