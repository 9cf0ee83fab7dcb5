// RUN: covector-opt %s -split-input-file --array-plan-buffers | FileCheck %s

// A new buffer that is returned becomes a parameter; an argument that is
// returned is no result of its own.
// CHECK-LABEL: func.func @main
// CHECK-SAME:  (%[[X:[^:]*]]: memref<4xf32>, %[[Y:[^:]*]]: memref<4xf32>, %{{[^:]*}}: memref<4xf32>)
// CHECK-SAME:  array.donors = array<i64: -1, -1>
// CHECK-SAME:  array.forwards = array<i64: -1, 0>
// CHECK-SAME:  array.inputs = array<i64: 16>
// CHECK-SAME:  array.outputs = array<i64: 16, 16>
// CHECK-SAME:  array.workspace = 0
// CHECK-NOT:   memref.alloc
// CHECK:       linalg.exp ins(%[[X]] : {{.*}}) outs(%[[Y]]
// CHECK-NEXT:  return{{$}}
func.func @main(%x: memref<4xf32>) -> (memref<4xf32>, memref<4xf32>) {
  %y = memref.alloc() : memref<4xf32>
  linalg.exp ins(%x : memref<4xf32>) outs(%y : memref<4xf32>)
  return %y, %x : memref<4xf32>, memref<4xf32>
}

// -----

// A donated argument is computed in place; a second result of it is a copy.
// CHECK-LABEL: func.func @main
// CHECK-SAME:  (%[[X:[^:]*]]: memref<4xf32> {array.donated}, %{{[^:]*}}: memref<4xf32>, %[[SECOND:[^:]*]]: memref<4xf32>)
// CHECK-SAME:  array.donors = array<i64: 0, -1>
// CHECK-SAME:  array.forwards = array<i64: -1, -1>
// CHECK:       linalg.exp ins(%[[X]] : {{.*}}) outs(%[[X]]
// CHECK-NEXT:  memref.copy %[[X]], %[[SECOND]]
func.func @main(%x: memref<4xf32> {array.donated}) -> (memref<4xf32>, memref<4xf32>) {
  linalg.exp ins(%x : memref<4xf32>) outs(%x : memref<4xf32>)
  return %x, %x : memref<4xf32>, memref<4xf32>
}

// -----

// A result in another shape is the same memory.
// CHECK-LABEL: func.func @main
// CHECK-SAME:  (%[[X:[^:]*]]: memref<6xf32>, %[[Y:[^:]*]]: memref<6xf32>)
// CHECK-NOT:   memref.copy
func.func @main(%x: memref<6xf32>) -> memref<2x3xf32> {
  %y = memref.alloc() : memref<6xf32>
  linalg.exp ins(%x : memref<6xf32>) outs(%y : memref<6xf32>)
  %z = memref.expand_shape %y [[0, 1]] output_shape [2, 3] : memref<6xf32> into memref<2x3xf32>
  return %z : memref<2x3xf32>
}

// -----

// A part of a buffer is copied out.
// CHECK-LABEL: func.func @main
// CHECK-SAME:  (%[[X:[^:]*]]: memref<6xf32>, %[[Y:[^:]*]]: memref<3xf32>)
// CHECK:       %[[PART:.*]] = memref.subview %[[X]]
// CHECK:       memref.copy %{{.*}}, %[[Y]]
func.func @main(%x: memref<6xf32>) -> memref<3xf32> {
  %part = memref.subview %x[0] [3] [1] : memref<6xf32> to memref<3xf32, strided<[1]>>
  %y = memref.cast %part : memref<3xf32, strided<[1]>> to memref<3xf32>
  %z = memref.alloc() : memref<3xf32>
  memref.copy %y, %z : memref<3xf32> to memref<3xf32>
  return %z : memref<3xf32>
}

// -----

// Small temporaries lie on the stack. Large ones share slots: the first is dead
// when the third is made, and the slot grows to the larger of them.
// CHECK-LABEL: func.func @main
// CHECK-SAME:  (%[[X:[^:]*]]: memref<1024xf32>, %[[Y:[^:]*]]: memref<1024xf32>, %[[A:[^:]*]]: memref<4096xi8>, %[[B:[^:]*]]: memref<4096xi8>)
// CHECK-SAME:  array.slots = array<i64: 0, 4096>
// CHECK-SAME:  array.workspace = 8192
// CHECK:       memref.alloca() {{.*}} : memref<8xf32>
// CHECK:       %[[T1:.*]] = memref.view %[[A]]
// CHECK:       %[[T2:.*]] = memref.view %[[B]]
// CHECK:       %[[T3:.*]] = memref.view %[[A]]
// CHECK:       linalg.exp ins(%[[X]] : {{.*}}) outs(%[[T1]]
// CHECK:       linalg.exp ins(%[[T1]] : {{.*}}) outs(%[[T2]]
// CHECK:       linalg.exp ins(%[[T2]] : {{.*}}) outs(%[[T3]]
func.func @main(%x: memref<1024xf32>) -> memref<1024xf32> {
  %small = memref.alloc() : memref<8xf32>
  linalg.exp ins(%small : memref<8xf32>) outs(%small : memref<8xf32>)
  %1 = memref.alloc() : memref<1024xf32>
  linalg.exp ins(%x : memref<1024xf32>) outs(%1 : memref<1024xf32>)
  %2 = memref.alloc() : memref<1024xf32>
  linalg.exp ins(%1 : memref<1024xf32>) outs(%2 : memref<1024xf32>)
  %3 = memref.alloc() : memref<1024xf32>
  linalg.exp ins(%2 : memref<1024xf32>) outs(%3 : memref<1024xf32>)
  %y = memref.alloc() : memref<1024xf32>
  linalg.exp ins(%3 : memref<1024xf32>) outs(%y : memref<1024xf32>)
  return %y : memref<1024xf32>
}

// -----

// A buffer that a loop only hands through is used as it is, and so becomes the
// result itself.
// CHECK-LABEL: func.func @main
// CHECK-SAME:  (%[[X:[^:]*]]: memref<4xf32>, %[[Y:[^:]*]]: memref<4xf32>)
// CHECK:       scf.for
// CHECK:         linalg.exp ins(%[[X]] : {{.*}}) outs(%[[Y]]
// CHECK-NOT:   memref.copy
func.func @main(%x: memref<4xf32>) -> memref<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %y = memref.alloc() : memref<4xf32>
  %r = scf.for %i = %c0 to %c8 step %c1 iter_args(%a = %y) -> memref<4xf32> {
    linalg.exp ins(%x : memref<4xf32>) outs(%a : memref<4xf32>)
    scf.yield %a : memref<4xf32>
  }
  return %r : memref<4xf32>
}

// -----

// Two buffers take turns where an iteration hands a new one to the next. The first
// value is copied: the loop must not write to the argument.
// CHECK-LABEL: func.func @main
// CHECK-SAME:  (%[[X:[^:]*]]: memref<4xf32>, %[[Y:[^:]*]]: memref<4xf32>)
// CHECK-DAG:   %[[A:.*]] = memref.alloca
// CHECK-DAG:   %[[B:.*]] = memref.alloca
// CHECK:       memref.copy %[[X]], %[[FIRST:.*]] :
// CHECK:       %[[R:.*]]:2 = scf.for {{.*}} iter_args(%[[OLD:.*]] = %[[FIRST]], %[[SPARE:.*]] = %{{.*}})
// CHECK-NEXT:    linalg.exp ins(%[[OLD]] : {{.*}}) outs(%[[SPARE]]
// CHECK-NEXT:    scf.yield %[[SPARE]], %[[OLD]]
// CHECK:       memref.copy %[[R]]#0, %[[Y]]
func.func @main(%x: memref<4xf32>) -> memref<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %r = scf.for %i = %c0 to %c8 step %c1 iter_args(%a = %x) -> memref<4xf32> {
    %new = memref.alloc() : memref<4xf32>
    linalg.exp ins(%a : memref<4xf32>) outs(%new : memref<4xf32>)
    scf.yield %new : memref<4xf32>
  }
  return %r : memref<4xf32>
}
