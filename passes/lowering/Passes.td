//===- Passes.td - from arrays to machine code ----------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_LOWERING_PASSES
#define COVECTOR_LOWERING_PASSES

include "mlir/Pass/PassBase.td"

// Entries are sorted by name.

def ArrayBuffersToPointersPass : Pass<"array-buffers-to-pointers", "::mlir::ModuleOp"> {
  let summary = "turn buffers into bare pointers";
  let description = [{
    Every memref becomes an `!llvm.ptr` to its first element; accesses become
    address arithmetic with the static strides of the type, loads and stores.
    Views become address arithmetic; `memref.alloca` becomes `llvm.alloca`,
    constant globals become LLVM ones. There are no descriptors.

    ```mlir
    func.func @f(%x: memref<4x8xf32>, %i: index, %j: index) -> f32 {
      %0 = memref.load %x[%i, %j] : memref<4x8xf32>
      return %0 : f32
    }
    ```
    ==>
    ```mlir
    func.func @f(%x: !llvm.ptr, %i: index, %j: index) -> f32 {
      %c8 = arith.constant 8 : index
      %0 = arith.muli %i, %c8 : index
      %1 = arith.addi %0, %j : index
      %2 = arith.index_cast %1 : index to i64
      %3 = llvm.getelementptr %x[%2] : (!llvm.ptr, i64) -> !llvm.ptr, f32
      %4 = llvm.load %3 : !llvm.ptr -> f32
      return %4 : f32
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect"];
}

def ArrayCheckResultsPass : Pass<"array-check-results", "::mlir::ModuleOp"> {
  let summary = "raise an alarm when a result holds a NaN or an infinity";
  let description = [{
    A result that one elementwise operation writes is checked by the loops of that operation:
    it is marked with `array.checked`, the numbers of its outputs, and the loops raise
    the flag `array.alarm`, which is looked at in the end. All other results are read once
    more in the end. The attribute `array.result_formats` of `@main` says what
    elements that are stored as integers are; results with -1 are not checked.

    ```mlir
    func.func @main(%x: memref<4xf32>, %y: memref<4xf32>) {
      linalg.exp ins(%x : memref<4xf32>) outs(%y : memref<4xf32>)
      return
    }
    ```
    ==>
    ```mlir
    func.func @main(%x: memref<4xf32>, %y: memref<4xf32>) {
      %c0 = arith.constant 0 : i8
      %flag = memref.alloca() {array.alarm = 1 : i64} : memref<i8>
      memref.store %c0, %flag[] : memref<i8>
      linalg.exp {array.checked = array<i64: 0>} ins(%x : memref<4xf32>) outs(%y : memref<4xf32>)
      %0 = memref.load %flag[] : memref<i8>
      %1 = arith.cmpi ne, %0, %c0 : i8
      scf.if %1 {
        array.runtime_call "cv_alarm" [] reads 0 has_side_effect ()
      }
      return
    }
    ```
  }];
  let options = [Option<"bits", "bits", "int64_t", "1", "1: NaNs, 2: infinities, 3: both">];
  let dependentDialects = ["::covector::array::ArrayDialect", "::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect"];
}

def ArrayLinalgToBlasPass : Pass<"array-linalg-to-blas", "::mlir::ModuleOp"> {
  let summary = "hand large contractions to the runtime's matrix product";
  let description = [{
    `linalg.matmul` and `batch_matmul` on buffers of f32, f64 and complex numbers
    with at least `threshold` multiplications, and products of complex matrices
    and vectors, become calls of `cv_gemm_*`, which use a tuned BLAS where one is
    found. The result is added to the output buffer, as in linalg; an output that
    has just been filled with zeros is overwritten instead.

    ```mlir
    linalg.matmul ins(%a, %b : memref<64x64xf32>, memref<64x64xf32>)
                  outs(%c : memref<64x64xf32>)
    ```
    ==>
    ```mlir
    llvm.call @cv_gemm_f32(%pa, %pb, %pc, %batch, %m, %n, %k, ...) : (...) -> ()
    ```
  }];
  let options = [Option<"threshold", "threshold", "int64_t", "32768",
                        "least number of multiplications of a call">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
                           "::mlir::LLVM::LLVMDialect", "::mlir::memref::MemRefDialect"];
}

def ArrayLinalgToLoopsPass : Pass<"array-linalg-to-loops", "::mlir::ModuleOp"> {
  let summary = "write linalg operations on buffers as loops over vectors";
  let description = [{
    A linalg operation becomes a nest of `scf.for`. The innermost loop goes along
    the dimension that is contiguous in most operands, a vector at a time where
    the body allows it, and the elements that are left over are done by a shorter
    vector or a scalar. Reductions keep their accumulators in registers. An
    operation of rank 0 becomes straight scalar code. A nest of large work whose
    outermost dimension is parallel goes into a function of its own, which the
    runtime's `cv_parallel_for` calls for ranges of that dimension.

    ```mlir
    linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
        ins(%x : memref<32xf32>) outs(%y : memref<32xf32>) {
    ^bb0(%a: f32, %b: f32):
      %0 = arith.mulf %a, %a : f32
      linalg.yield %0 : f32
    }
    ```
    ==>
    ```mlir
    scf.for %i = %c0 to %c32 step %c16 {
      %a = vector.load %x[%i] : memref<32xf32>, vector<16xf32>
      %0 = arith.mulf %a, %a : vector<16xf32>
      vector.store %0, %y[%i] : memref<32xf32>, vector<16xf32>
    }
    ```
  }];
  let options = [
    Option<"vectorBytes", "vector-bytes", "int64_t", "0",
           "bytes of a vector; 0: as this machine has, 1: scalar code">,
    Option<"parallelWork", "parallel-work", "int64_t", "0",
           "least work, in elementary operations, of a parallel loop; 0: none is parallel">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
                           "::mlir::LLVM::LLVMDialect", "::mlir::math::MathDialect",
                           "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def ArrayRuntimeCallsPass : Pass<"array-runtime-calls", "::mlir::ModuleOp"> {
  let summary = "write operations that the runtime computes as calls";
  let description = [{
    `array.runtime_call` on buffers becomes a call that is given an array with
    the addresses of the buffers, and a constant one with the numbers.

    ```mlir
    array.runtime_call "cv_sort_f32" [4, 1] reads 1 (%x, %y : memref<4xf32>, memref<4xf32>)
    ```
    ==>
    ```mlir
    llvm.func @cv_sort_f32(!llvm.ptr, !llvm.ptr)
    %buffers = llvm.alloca %two x !llvm.ptr : (i64) -> !llvm.ptr
    llvm.store %x_address, %buffers : !llvm.ptr, !llvm.ptr
    ...
    llvm.call @cv_sort_f32(%buffers, %numbers) : (!llvm.ptr, !llvm.ptr) -> ()
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def ArrayScalarCallsPass : Pass<"array-scalar-calls", "::mlir::ModuleOp"> {
  let summary = "write special functions as calls of the runtime";
  let description = [{
    `array.scalar_call` becomes a call of the runtime's function; on a vector one
    call does all lanes, which lie in memory.

    ```mlir
    %y = array.scalar_call "lgamma"(%x) : f64
    ```
    ==>
    ```mlir
    llvm.func @cv_special_lgamma(f64) -> f64
    %y = llvm.call @cv_special_lgamma(%x) : (f64) -> f64
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def ArrayMathToCallsPass : Pass<"array-math-to-calls", "::mlir::ModuleOp"> {
  let summary = "write mathematical functions as calls";
  let description = [{
    Operations of the math dialect that are no machine instruction become calls
    of SLEEF's functions (at most 1 ulp) on scalars and vectors of the machine's
    width; `exp`, `expm1`, `log`, `log1p` and `tanh` of f32 become calls of
    polynomials that the runtime puts in line (less than 2 ulp). f16 and bf16 are
    computed in f32. Functions of complex numbers are the runtime's.

    ```mlir
    %y = math.sin %x : f32
    ```
    ==>
    ```mlir
    func.func private @sinf(f32) -> f32
    %y = func.call @sinf(%x) : (f32) -> f32
    ```
  }];
  let options = [
    Option<"vectorBytes", "vector-bytes", "int64_t", "0",
           "bytes of the machine's vectors; 0: as this machine has">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::LLVM::LLVMDialect", "::mlir::math::MathDialect",
                           "::mlir::vector::VectorDialect"];
}

def ArrayPackEntryPass : Pass<"array-pack-entry", "::mlir::ModuleOp"> {
  let summary = "give the program the entry that the kernel ABI asks for";
  let description = [{
    On the LLVM dialect: the computing function `@main` becomes internal, its
    pointers are declared aligned, dereferenceable and without aliases, and
    `@entry` is made, which loads the pointers from the array of buffers and
    calls it.

    ```mlir
    llvm.func @main(%x: !llvm.ptr, %y: !llvm.ptr) { ... }
    ```
    ==>
    ```mlir
    llvm.func internal @main(%x: !llvm.ptr {llvm.align = 64, llvm.noalias}, ...) { ... }
    llvm.func @entry(%buffers: !llvm.ptr) {
      %x = llvm.load %buffers : !llvm.ptr -> !llvm.ptr
      ...
      llvm.call @main(%x, %y) : (!llvm.ptr, !llvm.ptr) -> ()
      llvm.return
    }
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def ArrayPlanBuffersPass : Pass<"array-plan-buffers", "::mlir::ModuleOp"> {
  let summary = "give every buffer of the program a place, without allocation";
  let description = [{
    On buffers, in the entry function `@main`: results become parameters that the
    program writes to (after the inputs, in order); a result that is an untouched
    parameter is no parameter of its own but noted as a forward, or as a donor
    where that parameter is donated. Temporaries of up to 1 KiB lie on the stack;
    the others lie in slots of one workspace, which follows the results as last
    parameter. Slots are reused whole when their buffer is dead. Buffers that are
    copied to each other become one where they can, in particular those of loops;
    those that an iteration hands to the next one take turns.

    The plan is left in the attributes of the function: `array.inputs` and
    `array.outputs` (sizes in bytes), `array.forwards`, `array.donors` and
    `array.workspace`.

    ```mlir
    func.func @main(%x: memref<4xf32>) -> memref<4xf32> {
      %y = memref.alloc() : memref<4xf32>
      linalg.exp ins(%x : memref<4xf32>) outs(%y : memref<4xf32>)
      return %y : memref<4xf32>
    }
    ```
    ==>
    ```mlir
    func.func @main(%x: memref<4xf32>, %y: memref<4xf32>) attributes {
        array.donors = array<i64: -1>, array.forwards = array<i64: -1>,
        array.inputs = array<i64: 16>, array.outputs = array<i64: 16>,
        array.slots = array<i64>, array.workspace = 0 : i64} {
      linalg.exp ins(%x : memref<4xf32>) outs(%y : memref<4xf32>)
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::memref::MemRefDialect"];
}

def ArrayToLinalgPass : Pass<"array-to-linalg", "::mlir::ModuleOp"> {
  let summary = "lower arrays to linalg on tensors, fusing as it goes";
  let description = [{
    Every operation of the array dialect becomes operations of linalg, tensor and
    scf on tensors. Booleans are stored as i8 (0 or 1), unsigned integers as
    signless ones, in the signatures of functions too.

    Elementwise operations of one iteration space that share data, together with
    the reductions of their values, become one `linalg.generic`, into which
    broadcasts, transposes, splats and iota are inlined. Unit axes are left out,
    and axes that all operands keep together are iterated as one. A value that
    nobody needs afterwards, and that belongs to the function (a temporary, or an
    argument marked `array.donated`), lends its buffer to the result. The time is
    linear in the number of operations.

    Branches and loops become those of scf: an array of one element is carried as
    a scalar, other arrays lie in one buffer each, which iterations change; stacks
    of computed length lie on tapes of the runtime.

    ```mlir
    func.func @f(%x: tensor<4x3xf32>, %y: tensor<4x3xf32>) -> tensor<4x3xf32> {
      %0 = array.mul %x, %y : tensor<4x3xf32>
      %1 = array.neg %0 : tensor<4x3xf32>
      return %1 : tensor<4x3xf32>
    }
    ```
    ==>
    ```mlir
    #id = affine_map<(d0) -> (d0)>
    func.func @f(%x: tensor<4x3xf32>, %y: tensor<4x3xf32>) -> tensor<4x3xf32> {
      %0 = tensor.collapse_shape %x [[0, 1]] : tensor<4x3xf32> into tensor<12xf32>
      %1 = tensor.collapse_shape %y [[0, 1]] : tensor<4x3xf32> into tensor<12xf32>
      %2 = tensor.empty() : tensor<12xf32>
      %3 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
          ins(%0, %1 : tensor<12xf32>, tensor<12xf32>) outs(%2 : tensor<12xf32>) {
      ^bb0(%a: f32, %b: f32, %out: f32):
        %5 = arith.mulf %a, %b : f32
        %6 = arith.negf %5 : f32
        linalg.yield %6 : f32
      } -> tensor<12xf32>
      %4 = tensor.expand_shape %3 [[0, 1]] output_shape [4, 3] : tensor<12xf32> into tensor<4x3xf32>
      return %4 : tensor<4x3xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::bufferization::BufferizationDialect",
                           "::mlir::complex::ComplexDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::math::MathDialect", "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"];
}

def ArrayPrepareBuffersPass : Pass<"array-prepare-buffers", "::mlir::ModuleOp"> {
  let summary = "say what bufferisation may write to";
  let description = [{
    Marks the arguments of public functions for one-shot bufferisation: those
    with the attribute `array.donated` may be overwritten, the others may not.
    Every user of a `tensor.empty` gets one of its own.

    ```mlir
    func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32> {array.donated}) { ... }
    ```
    ==>
    ```mlir
    func.func @main(%x: tensor<4xf32> {bufferization.writable = false},
                    %y: tensor<4xf32> {array.donated, bufferization.writable = true}) { ... }
    ```
  }];
  let dependentDialects = ["::mlir::bufferization::BufferizationDialect"];
}

#endif // COVECTOR_LOWERING_PASSES
