// RUN: covector-opt %s -split-input-file -verify-diagnostics --array-plan-buffers

// expected-error@below {{the program has no function @main}}
module {}

// -----

func.func @main(%x: memref<?xf32>) -> memref<?xf32> { // expected-error {{parameter of type 'memref<?xf32>' is not supported}}
  return %x : memref<?xf32>
}

// -----

func.func @main(%x: memref<4xf32>, %p: memref<i8>) -> memref<4xf32> {
  %c0 = arith.constant 0 : i8
  // The condition hands the buffers on crosswise.
  // expected-error@below {{hands a new buffer to its next iteration}}
  %r:2 = scf.while (%a = %x, %b = %x) : (memref<4xf32>, memref<4xf32>) -> (memref<4xf32>, memref<4xf32>) {
    %0 = memref.load %p[] : memref<i8>
    %1 = arith.cmpi ne, %0, %c0 : i8
    scf.condition(%1) %b, %a : memref<4xf32>, memref<4xf32>
  } do {
  ^bb0(%a: memref<4xf32>, %b: memref<4xf32>):
    %new = memref.alloc() : memref<4xf32>
    linalg.exp ins(%a : memref<4xf32>) outs(%new : memref<4xf32>)
    scf.yield %new, %b : memref<4xf32>, memref<4xf32>
  }
  return %r#0 : memref<4xf32>
}
