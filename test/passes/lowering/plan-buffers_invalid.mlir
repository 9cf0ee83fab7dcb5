// RUN: covector-opt %s -split-input-file -verify-diagnostics --array-plan-buffers

// expected-error@below {{the program has no function @main}}
module {}

// -----

func.func @main(%x: memref<?xf32>) -> memref<?xf32> { // expected-error {{parameter of type 'memref<?xf32>' is not supported}}
  return %x : memref<?xf32>
}

// -----

func.func @main(%x: memref<4xf32>) -> memref<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  // expected-error@below {{hands a new buffer to its next iteration}}
  %r = scf.for %i = %c0 to %c8 step %c1 iter_args(%a = %x) -> memref<4xf32> {
    %new = memref.alloc() : memref<4xf32>
    linalg.exp ins(%a : memref<4xf32>) outs(%new : memref<4xf32>)
    scf.yield %new : memref<4xf32>
  }
  return %r : memref<4xf32>
}
