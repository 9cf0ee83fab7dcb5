//===- ArrayToLinalg.h - parts of the lowering to linalg --------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ArrayToLinalg.cpp walks a function's clusters in order and hands each to its
// family: ArrayToLinalgLoops.cpp (clusters of elementwise operations and
// reductions), ...Shape.cpp, ...Reduction.cpp, ...Contraction.cpp, ...Indexing.cpp,
// ...Window.cpp and ...Control.cpp (single operations). FunctionLowering is what they share; a
// region has one of its own.
//
// Note [Elements in storage]: an element has three types. The array's own, as in
// the program; the one it is stored in (i8 for booleans, signless integers); and
// the one it is computed in (i1 for booleans, f32 for f16 and bf16). Between two
// operations a value of f16 or bf16 is always rounded to its type, so that fused
// and unfused code agree.
//
// Note [Scalars]: an array of one element is known as its element, a value in a
// register, wherever that is made without loops; loops read it as they find it, and
// carry it so. A tensor of it is made for who asks for one.
//
// Note [Landing]: a value that loops make for nobody but a concatenation or a
// padding is made where it will lie: the output of the loops is a slice of that
// operation's result. Bufferisation writes in place only if nothing but the loops
// comes between taking the slice and putting it back, so that their axes are not
// merged; where the innermost one is short, nothing lands.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_ARRAYTOLINALG_H
#define COVECTOR_PASSES_LOWERING_ARRAYTOLINALG_H

#include "dialects/array/ControlFlow.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "passes/lowering/Fuse.h"

namespace covector::lowering {

//===----------------------------------------------------------------------===//
// Elements. See Note [Elements in storage].
//===----------------------------------------------------------------------===//

/// The type in which elements of the array element type are stored.
mlir::Type storageType(mlir::Type element);
/// The tensor of stored elements; other types are themselves.
mlir::Type lowerType(mlir::Type type);
/// From storage to computation and back.
mlir::Value loadElement(mlir::ImplicitLocOpBuilder &b, mlir::Type element, mlir::Value stored);
mlir::Value storeElement(mlir::ImplicitLocOpBuilder &b, mlir::Type element, mlir::Value computed);
/// A constant in the type of computation from an attribute of the array's type.
mlir::Value elementConstant(mlir::ImplicitLocOpBuilder &b, mlir::Type element,
                            mlir::Attribute value);
mlir::Value zeroElement(mlir::ImplicitLocOpBuilder &b, mlir::Type element);
/// Whether arrays of this type have one element. See Note [Scalars].
bool isOneElement(mlir::Type type);
/// The element of a constant whose elements are all the same, else null.
mlir::Attribute splatElement(array::ConstantOp op);
/// Computed from an index value of type `index`, less than `bound`.
mlir::Value elementFromIndex(mlir::ImplicitLocOpBuilder &b, mlir::Type element, mlir::Value index,
                             int64_t bound);

//===----------------------------------------------------------------------===//
// The lowering of one block
//===----------------------------------------------------------------------===//

/// Where a stack lies. See Note [Tapes] in Stacks.h.
struct Stack {
  mlir::Value data; ///< the pointer to the first entry
  int64_t entryBytes = 0;
  int64_t offset = 0; ///< in an entry
};

class FunctionLowering {
public:
  FunctionLowering(mlir::func::FuncOp function, mlir::Block &block)
      : function(function), builder(function.getContext()), plan(block) {}
  /// Of the block of a region inside.
  FunctionLowering(const FunctionLowering &outer, mlir::Block &block)
      : FunctionLowering(outer.function, block) {}

  /// Lowers the body of the function.
  mlir::LogicalResult run(mlir::Block &from, mlir::Block &to);
  /// Lowers a block whose arguments are defined, but for its terminator.
  mlir::LogicalResult lowerClusters();

  /// Says that the function has loops of the program's own, for the code generator.
  void markIterates() { function->setAttr("array.iterates", builder.getUnitAttr()); }

  const Stack &stack(mlir::Value array) const { return stacks.find(array)->second; }
  void defineStack(mlir::Value array, const Stack &stack) { stacks[array] = stack; }
  /// Frees a tape after the last cluster that reads one of the stacks.
  void freeAfterUse(mlir::Value data, mlir::ValueRange stacks);

  mlir::func::FuncOp function;
  mlir::OpBuilder builder;
  const FusionPlan plan;

  mlir::ImplicitLocOpBuilder at(mlir::Location loc) { return {loc, builder}; }

  /// The tensor of an array, in the array's shape; made now if it is a leaf or
  /// a view that nobody has needed as a whole before.
  mlir::Value tensor(mlir::Value array);
  /// The same in another shape with as many elements in row-major order.
  mlir::Value tensor(mlir::Value array, llvm::ArrayRef<int64_t> shape);
  /// The only element of an array, as it is stored. See Note [Scalars].
  mlir::Value scalar(mlir::Value array);
  /// The scalar of an array of one element, the tensor of any other.
  mlir::Value value(mlir::Value array) {
    return isOneElement(array.getType()) ? scalar(array) : tensor(array);
  }
  /// Declares the tensor of an array, in any shape with the same elements, or
  /// its scalar.
  void define(mlir::Value array, mlir::Value value);

  /// Allows that the buffer of a block argument is overwritten.
  void own(mlir::Value argument) { owned.insert(argument); }
  /// Whether the buffer of `source` may be overwritten by the cluster being
  /// lowered, its last reader.
  bool mayOverwrite(mlir::Value source) const;
  /// Whether what is read of `x` may be read later as `part`, an array of the block: no
  /// cluster overwrites `x` meanwhile. Such an array is not overwritten itself.
  bool mayView(mlir::Value x, mlir::Value part);
  /// The tensor of an array to be changed: in place where nobody sees it, else
  /// a copy.
  mlir::Value tensorToChange(mlir::Location loc, mlir::Value array);

  /// A tensor whose elements are not set.
  mlir::Value empty(mlir::Location loc, llvm::ArrayRef<int64_t> shape, mlir::Type stored);
  /// A tensor whose elements are all `scalar`, a stored element.
  mlir::Value filled(mlir::Location loc, llvm::ArrayRef<int64_t> shape, mlir::Value scalar);
  mlir::Value reshaped(mlir::Location loc, mlir::Value tensor, llvm::ArrayRef<int64_t> shape);

  /// The results, as far as they are made, of operations in which others land.
  llvm::DenseMap<mlir::Operation *, mlir::Value> landings; // See Note [Landing].
  llvm::DenseSet<mlir::Value> landed;

private:
  mlir::LogicalResult lowerSingle(mlir::Operation *op);
  mlir::Value materialize(mlir::Value array);

  void freeTapes();

  unsigned position = 0; // in the order of the clusters
  llvm::DenseSet<mlir::Value> owned;
  llvm::DenseMap<mlir::Value, mlir::Value> viewed; // by array that is a view of another
  llvm::DenseMap<mlir::Value, llvm::SmallVector<mlir::Value, 2>> tensors;
  llvm::DenseMap<mlir::Value, mlir::Value> scalars;
  llvm::DenseMap<mlir::Value, Stack> stacks;
  llvm::SmallVector<std::pair<unsigned, mlir::Value>> tapes; // by the position of the last use
};

/// Distances in elements between neighbours along the axes of the buffer in which
/// the tensor of an array lies, unit axes left out.
llvm::SmallVector<int64_t> bufferStrides(mlir::Value tensor);
/// Whether a tensor is a part of a larger one.
bool isPart(mlir::Value tensor);
/// Whether its elements do not follow each other in memory.
bool isScattered(mlir::Value tensor);

/// Calls `body` for the elements of `operands`, tensors of one shape, and makes
/// a tensor of what it returns, of type `stored`.
mlir::Value
mapElements(FunctionLowering &l, mlir::Location loc, mlir::ValueRange operands, mlir::Type stored,
            llvm::function_ref<mlir::Value(mlir::ImplicitLocOpBuilder &, mlir::ValueRange)> body);

//===----------------------------------------------------------------------===//
// Families
//===----------------------------------------------------------------------===//

/// One loop nest over `space` that runs `ops` and makes the tensors of
/// `outputs`: results of `ops`, or views and leaves of the space's shape.
mlir::LogicalResult lowerLoops(FunctionLowering &l, mlir::Location loc,
                               llvm::ArrayRef<int64_t> space, llvm::ArrayRef<mlir::Operation *> ops,
                               llvm::ArrayRef<mlir::Value> outputs);

void lowerSlice(FunctionLowering &l, array::SliceOp op);
void lowerPad(FunctionLowering &l, array::PadOp op);
void lowerConcatenate(FunctionLowering &l, array::ConcatenateOp op);
void lowerReverse(FunctionLowering &l, array::ReverseOp op);
mlir::Value lowerConstant(FunctionLowering &l, array::ConstantOp op);
/// A tensor that slices are taken from and put back into: its users are users
/// of one buffer, which those of a tensor.empty are not.
mlir::Value emptyToInsertInto(FunctionLowering &l, mlir::Location loc,
                              llvm::ArrayRef<int64_t> shape, mlir::Type stored);
/// The operation in whose result an array made by loops lands, its only reader
/// but those inside of the loops; null if there is none. See Note [Landing].
mlir::Operation *landingReader(mlir::Value array,
                               llvm::function_ref<bool(mlir::Operation *)> isInside);
/// The slice for such an array, without unit axes, and its return.
mlir::Value takeLandingSlice(FunctionLowering &l, mlir::Value array, mlir::Operation *reader);
void land(FunctionLowering &l, mlir::Value array, mlir::Operation *reader, mlir::Value tensor);

/// Lowers `argmax` and `argmin`.
void lowerArgReduction(FunctionLowering &l, mlir::Operation *op, bool greatest);

/// Defines `result`, the contraction or, if `exchanged`, that with its operands
/// exchanged.
void lowerContraction(FunctionLowering &l, array::DotGeneralOp op, mlir::Value result,
                      bool exchanged);

void lowerGather(FunctionLowering &l, array::GatherOp op);
void lowerScatter(FunctionLowering &l, array::ScatterOp op);

mlir::LogicalResult lowerCase(FunctionLowering &l, array::CaseOp op);
mlir::LogicalResult lowerCheckpoint(FunctionLowering &l, array::CheckpointOp op);
mlir::LogicalResult lowerWhile(FunctionLowering &l, array::WhileOp op);
mlir::LogicalResult lowerScan(FunctionLowering &l, array::ScanOp op);

/// Hands an operation to the runtime.
void lowerRuntimeCall(FunctionLowering &l, array::RuntimeCallOpInterface op);

} // namespace covector::lowering

#endif // COVECTOR_PASSES_LOWERING_ARRAYTOLINALG_H
