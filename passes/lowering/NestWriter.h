//===- NestWriter.h - the state of writing a nest ---------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Copies]
// One iteration of the emitted loops does `jam` iterations of the jam loop and
// `unroll` vectors of `lanes` iterations of the vector loop. A value of the body
// that depends on both has jam * unroll copies, one that depends on neither has
// one. Values that do not depend on the vector loop stay scalars and are
// broadcast where a vector meets them.
//
// Note [Levels]
// A value of the body is computed as far outside as its loops allow: its level
// is the number of loops that must be open. Loads are made at the level of their
// operand; what depends on an accumulator belongs to the innermost level.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_NESTWRITER_H
#define COVECTOR_PASSES_LOWERING_NESTWRITER_H

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "passes/lowering/NestEmitter.h"

namespace covector {

/// A part of a loop: `iterations` steps, each of `unroll` vectors of `lanes`,
/// of which the last vector uses `active` lanes only.
struct NestSegment {
  int64_t start, iterations, unroll, lanes, active;
  int64_t step() const { return unroll * lanes; }
};

/// Writes one nest. See Note [Copies] and Note [Levels].
class NestWriter {
public:
  using Range = std::pair<mlir::Value, mlir::Value>;

  NestWriter(mlir::OpBuilder &b, const Nest &nest, const NestSchedule &schedule)
      : b(b), loc(nest.op->getLoc()), nest(nest), schedule(schedule) {}

  void emit(std::optional<Range> outerRange, bool restOnly);

private:
  // Analysis.
  void findLevels();
  unsigned levelOf(const NestOperand &operand) const;
  bool isAccumulator(unsigned operand) const;

  // Loops. The accumulators are passed along and returned.
  using Values = llvm::SmallVector<mlir::Value, 8>;
  void parallelLoops(unsigned position);
  void reductionPart();
  Values reductionLoops(unsigned position, Values accumulators);
  Values innermost(Values accumulators);
  void loop(int64_t lo, int64_t hi, int64_t step, unsigned variable,
            llvm::function_ref<void()> emitBody, std::optional<Range> range = std::nullopt);
  Values loop(int64_t lo, int64_t hi, int64_t step, unsigned variable, Values accumulators,
              llvm::function_ref<Values(Values)> emitBody);
  llvm::SmallVector<NestSegment> segments(unsigned loop) const;

  // Values of the body.
  void emitLevel(unsigned level);
  void emitOp(mlir::Operation *op);
  mlir::Value emitCopy(mlir::Operation *op, int64_t j, int64_t u);
  bool isRow(mlir::memref::LoadOp read) const;
  mlir::Value lookup(mlir::Value value, int64_t j, int64_t u);
  mlir::Value asVector(mlir::Value scalar);
  mlir::Value vectorIndex(int64_t u, mlir::Type type);
  bool onVector(mlir::Value value) const { return vectorValues.contains(value); }
  bool onJam(mlir::Value value) const { return jamValues.contains(value); }
  void define(mlir::Value value, llvm::SmallVector<mlir::Value, 1> copies);

  // Memory.
  llvm::SmallVector<mlir::Value> position(const NestOperand &operand, int64_t j, int64_t u,
                                          int64_t lane = 0);
  mlir::Value load(const NestOperand &operand, int64_t j, int64_t u);
  bool isSquare(const NestOperand &operand) const;
  llvm::SmallVector<mlir::Value, 1> loadTransposed(const NestOperand &operand);
  void store(mlir::Value value, const NestOperand &operand, int64_t j, int64_t u);
  mlir::Value mask(int64_t u);
  mlir::Value isWrong(mlir::Value stored, int64_t u);
  void raiseAlarm(llvm::ArrayRef<mlir::Value> wrong);
  int64_t activeLanes(int64_t u) const { return u + 1 == unroll ? active : lanes; }
  bool usesVector(const NestOperand &operand) const {
    return schedule.vectorLoop && operand.uses(*schedule.vectorLoop);
  }
  bool usesJam(const NestOperand &operand) const {
    return schedule.jamLoop && operand.uses(*schedule.jamLoop);
  }

  mlir::Value constant(int64_t value);
  mlir::Value splat(mlir::TypedAttr value);
  mlir::Value scalar(mlir::TypedAttr value);
  mlir::Value atStart(llvm::function_ref<mlir::Value()> make);

  mlir::OpBuilder &b;
  mlir::Location loc;
  const Nest &nest;
  const NestSchedule &schedule;

  unsigned loopsOpen = 0;
  llvm::SmallVector<mlir::Value> variables;           // of the loops; null while not open
  int64_t lanes = 1, unroll = 1, active = 1, jam = 1; // of the segment being emitted
  bool vectorReduction = false;                       // the vector loop is a reduction
  std::optional<Range> outerRange;
  bool restOnly = false;

  llvm::SmallVector<unsigned> accumulators; // numbers of operands
  llvm::DenseMap<unsigned, unsigned> levelOfLoop;
  unsigned innermostLevel = 0;
  llvm::SmallVector<llvm::SmallVector<mlir::Operation *>> opsOfLevel;
  llvm::SmallVector<llvm::SmallVector<unsigned>> loadsOfLevel;
  llvm::DenseSet<mlir::Value> vectorValues, jamValues;

  llvm::DenseMap<mlir::Value, llvm::SmallVector<mlir::Value, 1>> copies;
  llvm::SmallVector<mlir::Value> defined; // keys of `copies`, in order
  llvm::DenseMap<std::pair<mlir::Value, int64_t>, mlir::Value> broadcasts;
  mlir::Block *startBlock = nullptr;
  mlir::Operation *lastAtStart = nullptr; // what was made before all loops, last
  llvm::DenseMap<int64_t, mlir::Value> constants;
  llvm::DenseMap<std::pair<mlir::Attribute, int64_t>, mlir::Value> splats;
};

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_NESTWRITER_H
