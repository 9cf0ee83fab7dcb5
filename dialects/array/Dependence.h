//===- Dependence.h - which elements a value varies with --------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pattern of a Jacobian is found operation by operation: every element of
// every value has a set of columns, the elements of the inputs that it may vary
// with. The rules of the operations (DependenceOpInterface) are made of the
// functions declared here.
//
// Note [Sets of columns]
// A set is a sorted list of disjoint ranges, kept once in a table and known by
// its number, so that equal sets are equal numbers. A band is one range, and so is
// a prefix or all columns; a difference of neighbours in two dimensions has a few.
// Unions are remembered. Where the lists become long for many elements (the work
// exceeds a limit), a union becomes the one range that spans it: more than is
// needed, and never too little.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_DEPENDENCE_H
#define COVECTOR_DIALECTS_ARRAY_DEPENDENCE_H

#include "dialects/array/Array.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace covector::array {

//===----------------------------------------------------------------------===//
// Sets
//===----------------------------------------------------------------------===//

/// The columns `begin <= c < end`.
struct ColumnRange {
  uint32_t begin, end;
};

/// A table of sets. See Note [Sets of columns].
class ColumnSets {
public:
  ColumnSets();

  /// The set of the columns `begin <= c < end`.
  ColumnSet range(uint32_t begin, uint32_t end);
  ColumnSet unite(ColumnSet x, ColumnSet y);
  ColumnSet unite(llvm::ArrayRef<ColumnSet> sets);
  llvm::ArrayRef<ColumnRange> ranges(ColumnSet set) const {
    return {pool.data() + entries[set].offset, entries[set].count};
  }
  /// The range from the first to the last column of a set, as a set.
  ColumnSet span(ColumnSet set);
  /// The number of columns in a set.
  int64_t size(ColumnSet set) const;

  /// In this mode sets stand for elements that are moved about, and cannot be
  /// united: `isMixed` says whether that was tried.
  void forbidUnions() { unionsForbidden = true; }
  bool isMixed() const { return mixed; }

private:
  struct Entry {
    uint64_t hash;
    size_t offset;
    uint32_t count;
  };
  ColumnSet intern(llvm::ArrayRef<ColumnRange> ranges);
  void grow();

  std::vector<Entry> entries;
  std::vector<ColumnRange> pool;
  /// Numbers of sets by their hash; 0 where there is none.
  std::vector<ColumnSet> buckets;
  llvm::DenseMap<uint64_t, ColumnSet> unions;
  std::vector<ColumnRange> scratch;
  int64_t work = 0;
  bool unionsForbidden = false, mixed = false;
};

//===----------------------------------------------------------------------===//
// Context
//===----------------------------------------------------------------------===//

/// What a rule may ask of the analysis that calls it.
class DependenceContext {
public:
  virtual ~DependenceContext() = default;

  /// The elements of an integer or boolean value that the program computes from
  /// constants alone, in row-major order; null for others.
  virtual const std::vector<int64_t> *elements(mlir::Value value) = 0;

  /// Runs the rules of the operations of `block`. Its arguments depend on what
  /// `arguments` says, and those with elements in `known` (null: none) have these.
  /// Gives the dependence of what the block yields.
  virtual std::vector<Dependence> run(mlir::Block &block, llvm::ArrayRef<Dependence> arguments,
                                      llvm::ArrayRef<const std::vector<int64_t> *> known) = 0;

  ColumnSets &sets() { return columnSets; }

private:
  ColumnSets columnSets;
};

/// The dependence of the operands of an operation.
using OperandDependence = llvm::ArrayRef<llvm::ArrayRef<ColumnSet>>;

//===----------------------------------------------------------------------===//
// Rules
//===----------------------------------------------------------------------===//

/// The number of elements of an array; of a stack, of one of its arrays.
int64_t countElements(mlir::Type type);

/// Elements of `x` in `shape`, which steps through `x` by `steps` from `start`.
Dependence stepThrough(llvm::ArrayRef<ColumnSet> x, llvm::ArrayRef<int64_t> shape,
                       llvm::ArrayRef<int64_t> steps, int64_t start);
/// The steps of an array of this shape in row-major order.
llvm::SmallVector<int64_t> rowMajorSteps(llvm::ArrayRef<int64_t> shape);
/// Calls `visit` with every index of `shape`, in row-major order.
void forEachIndex(llvm::ArrayRef<int64_t> shape,
                  llvm::function_ref<void(llvm::ArrayRef<int64_t>)> visit);

/// The unions of the elements of `x`, of the given shape, along `axes`, in the
/// shape of the other axes.
Dependence uniteAxes(ColumnSets &sets, llvm::ArrayRef<ColumnSet> x, llvm::ArrayRef<int64_t> shape,
                     llvm::ArrayRef<int64_t> axes);
/// The union of all elements of all operands.
ColumnSet uniteAll(ColumnSets &sets, OperandDependence operands);
/// `set` for each of `count` elements; nothing for the empty set.
Dependence repeat(ColumnSet set, int64_t count);
/// Adds to the sets of `x` those of `y`; either may be empty. Whether `x` changed.
bool uniteInto(ColumnSets &sets, Dependence &x, llvm::ArrayRef<ColumnSet> y);

/// Every element from those at its index of the operands for which `varies`.
void dependenceOfElements(mlir::Operation *op, DependenceContext &context,
                          OperandDependence operands, llvm::SmallVectorImpl<Dependence> &results);
/// Every element of all results from all elements of all operands.
void dependenceOfAll(mlir::Operation *op, DependenceContext &context, OperandDependence operands,
                     llvm::SmallVectorImpl<Dependence> &results);
/// Every element from all that have its index along the first `batch` axes,
/// which all operands and results have.
void dependenceOfBatches(mlir::Operation *op, int64_t batch, DependenceContext &context,
                         OperandDependence operands, llvm::SmallVectorImpl<Dependence> &results);
/// The same for an operation on matrices, the last two axes of its first operand.
void dependenceOfMatrices(mlir::Operation *op, DependenceContext &context,
                          OperandDependence operands, llvm::SmallVectorImpl<Dependence> &results);
/// Every element from those up to it along `axis` (`reverse`: from it on), of
/// operands that all have the result's shape.
void dependenceOfScan(DependenceContext &context, OperandDependence operands,
                      llvm::ArrayRef<int64_t> shape, int64_t axis, bool reverse,
                      llvm::SmallVectorImpl<Dependence> &results);

} // namespace covector::array

#endif // COVECTOR_DIALECTS_ARRAY_DEPENDENCE_H
