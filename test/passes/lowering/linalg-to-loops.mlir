// RUN: covector-opt %s -split-input-file --array-linalg-to-loops=vector-bytes=64 | FileCheck %s

// Whole vectors in a loop, the rest in one shorter vector, masked.
// CHECK-LABEL: func.func @square
// CHECK-SAME:  %[[X:.*]]: memref<45xf32>, %[[Y:.*]]: memref<45xf32>
// CHECK-DAG:   %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG:   %[[C32:.*]] = arith.constant 32 : index
// CHECK-DAG:   %[[C16:.*]] = arith.constant 16 : index
// CHECK:       scf.for %[[I:.*]] = %[[C0]] to %[[C32]] step %[[C16]]
// CHECK-NEXT:    %[[V:.*]] = vector.load %[[X]][%[[I]]] : memref<45xf32>, vector<16xf32>
// CHECK-NEXT:    %[[S:.*]] = arith.mulf %[[V]], %[[V]] : vector<16xf32>
// CHECK-NEXT:    vector.store %[[S]], %[[Y]][%[[I]]]
// CHECK:       vector.maskedload %[[X]][%[[C32]]]{{.*}} vector<16xf32>
// CHECK:       vector.maskedstore %[[Y]][%[[C32]]]
func.func @square(%x: memref<45xf32>, %y: memref<45xf32>) {
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>],
                  iterator_types = ["parallel"]}
      ins(%x : memref<45xf32>) outs(%y : memref<45xf32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = arith.mulf %a, %a : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

// What does not depend on the inner loop is computed outside of it, as a scalar,
// and two axes that lie together are one loop.
// CHECK-LABEL: func.func @scaled
// CHECK-SAME:  %[[X:.*]]: memref<8x4xf64>, %[[S:.*]]: memref<f64>
// CHECK:       %[[FLAT:.*]] = memref.collapse_shape %[[X]] {{\[}}[0, 1]]
// CHECK:       %[[SCALAR:.*]] = memref.load %[[S]][]
// CHECK:       %[[TWICE:.*]] = arith.addf %[[SCALAR]], %[[SCALAR]] : f64
// CHECK:       %[[SPLAT:.*]] = vector.broadcast %[[TWICE]] : f64 to vector<8xf64>
// CHECK:       scf.for
// CHECK:         %[[V:.*]] = vector.load %[[FLAT]]
// CHECK:         arith.mulf %[[V]], %[[SPLAT]] : vector<8xf64>
func.func @scaled(%x: memref<8x4xf64>, %s: memref<f64>, %y: memref<8x4xf64>) {
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> ()>,
                                   affine_map<(i, j) -> (i, j)>],
                  iterator_types = ["parallel", "parallel"]}
      ins(%x, %s : memref<8x4xf64>, memref<f64>) outs(%y : memref<8x4xf64>) {
  ^bb0(%a: f64, %b: f64, %c: f64):
    %0 = arith.addf %b, %b : f64
    %1 = arith.mulf %a, %0 : f64
    linalg.yield %1 : f64
  }
  return
}

// -----

// A sum along contiguous elements has vectors of partial sums in registers,
// which are added at the end.
// CHECK-LABEL: func.func @rows
// CHECK:       scf.for
// CHECK:         %[[R:.*]]:4 = scf.for {{.*}} iter_args
// CHECK-COUNT-4:   arith.addf {{.*}} : vector<16xf32>
// CHECK:           scf.yield
// CHECK-COUNT-3: arith.addf {{.*}} : vector<16xf32>
// CHECK:         vector.reduction <add>
// CHECK:         memref.store
func.func @rows(%x: memref<8x256xf32>, %y: memref<8xf32>) {
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>],
                  iterator_types = ["parallel", "reduction"]}
      ins(%x : memref<8x256xf32>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = arith.addf %a, %b fastmath<reassoc> : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

// Where another order would be another result, the sum is done in order.
// CHECK-LABEL: func.func @in_order
// CHECK-NOT:   vector
// CHECK:       scf.for {{.*}} iter_args(%{{.*}} = %{{.*}}) -> (f32)
// CHECK-NOT:   vector
// CHECK:       return
func.func @in_order(%x: memref<256xf32>, %y: memref<f32>) {
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> ()>],
                  iterator_types = ["reduction"]}
      ins(%x : memref<256xf32>) outs(%y : memref<f32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = arith.addf %a, %b : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

// A matrix product keeps a block of the result in registers.
// CHECK-LABEL: func.func @product
// CHECK:       scf.for
// CHECK:         scf.for
// CHECK:           %{{.*}}:8 = scf.for {{.*}} iter_args
// CHECK-COUNT-4:     memref.load {{.*}} : memref<64x64xf32>
// CHECK-COUNT-2:     vector.load
// CHECK:             scf.yield
// CHECK-COUNT-8:   vector.store
func.func @product(%x: memref<64x64xf32>, %y: memref<64x64xf32>, %z: memref<64x64xf32>) {
  linalg.matmul ins(%x, %y : memref<64x64xf32>, memref<64x64xf32>) outs(%z : memref<64x64xf32>)
  return
}

// -----

// Without loops there is straight code.
// CHECK-LABEL: func.func @scalar
// CHECK-NOT:   scf.for
// CHECK:       %[[A:.*]] = memref.load
// CHECK:       %[[B:.*]] = arith.mulf %[[A]], %[[A]] : f32
// CHECK:       memref.store %[[B]]
func.func @scalar(%x: memref<f32>, %y: memref<f32>) {
  linalg.generic {indexing_maps = [affine_map<() -> ()>, affine_map<() -> ()>], iterator_types = []}
      ins(%x : memref<f32>) outs(%y : memref<f32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = arith.mulf %a, %a : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

// Nothing is done for no elements.
// CHECK-LABEL: func.func @empty
// CHECK-NEXT:  return
func.func @empty(%x: memref<0x4xf32>, %y: memref<0x4xf32>) {
  linalg.exp ins(%x : memref<0x4xf32>) outs(%y : memref<0x4xf32>)
  return
}

// -----

// Contiguous memory is copied at once.
// CHECK-LABEL: func.func @copy
// CHECK:       "llvm.intr.memcpy"
func.func @copy(%x: memref<4x4xf32>, %y: memref<4x4xf32>) {
  memref.copy %x, %y : memref<4x4xf32> to memref<4x4xf32>
  return
}

// -----

// The number of an iteration is made in the type that it is wanted in.
// CHECK-LABEL: func.func @iota
// CHECK-DAG:   %[[STEP:.*]] = arith.constant dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]> : vector<16xi32>
// CHECK:       scf.for %[[I:.*]] =
// CHECK:         %[[N:.*]] = arith.index_cast %[[I]] : index to i32
// CHECK:         %[[SPLAT:.*]] = vector.broadcast %[[N]] : i32 to vector<16xi32>
// CHECK:         arith.addi %[[SPLAT]], %[[STEP]] : vector<16xi32>
func.func @iota(%y: memref<64xi32>) {
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      outs(%y : memref<64xi32>) {
  ^bb0(%b: i32):
    %0 = linalg.index 0 : index
    %1 = arith.index_cast %0 : index to i32
    linalg.yield %1 : i32
  }
  return
}

// -----

// A row of another buffer that begins at a position read before the inner loop:
// vectors are loaded from there; the last element stands alone.
// CHECK-LABEL: func.func @rows_at
// CHECK-SAME:  %[[X:.*]]: memref<9x40xf32>, %[[I:.*]]: memref<3xindex>
// CHECK:       scf.for %[[R:.*]] =
// CHECK:         %[[START:.*]] = memref.load %[[I]][%[[R]]]
// CHECK:         scf.for %[[C:.*]] =
// CHECK:           %[[AT:.*]] = arith.addi %[[START]], %[[C]] : index
// CHECK:           vector.load %[[X]][%{{.*}}, %[[AT]]] : memref<9x40xf32>, vector<16xf32>
// CHECK:         memref.load %[[X]][%{{.*}}, %{{.*}}] : memref<9x40xf32>
func.func @rows_at(%x: memref<9x40xf32>, %i: memref<3xindex>, %y: memref<3x33xf32>) {
  linalg.generic {indexing_maps = [affine_map<(r, c) -> (r)>, affine_map<(r, c) -> (r, c)>],
                  iterator_types = ["parallel", "parallel"]}
      ins(%i : memref<3xindex>) outs(%y : memref<3x33xf32>) {
  ^bb0(%start: index, %old: f32):
    %r = linalg.index 0 : index
    %c = linalg.index 1 : index
    %at = arith.addi %start, %c : index
    %0 = memref.load %x[%r, %at] : memref<9x40xf32>
    linalg.yield %0 : f32
  }
  return
}
