// RUN: covector-opt %s --array-linalg-to-loops=vector-bytes=32 | FileCheck %s

// Sums of rows and of columns are read twice, each in vectors.
// CHECK-LABEL: func.func @sums(
// CHECK-NOT: memref.load %arg0
// CHECK: vector.load %arg0
// CHECK: vector.store %{{.*}}, %arg1
// CHECK: vector.load %arg0
// CHECK: vector.reduction <add>
// CHECK: memref.store %{{.*}}, %arg2
#all = affine_map<(i, j) -> (i, j)>
#rows = affine_map<(i, j) -> (i)>
#columns = affine_map<(i, j) -> (j)>
func.func @sums(%x: memref<64x64xf32>, %columns: memref<64xf32>, %rows: memref<64xf32>) {
  linalg.generic {indexing_maps = [#all, #columns, #rows], iterator_types = ["reduction", "reduction"]}
      ins(%x : memref<64x64xf32>) outs(%columns, %rows : memref<64xf32>, memref<64xf32>) {
  ^bb0(%e: f32, %c: f32, %r: f32):
    %0 = arith.mulf %e, %e : f32
    %1 = arith.addf %c, %0 fastmath<reassoc> : f32
    %2 = arith.addf %r, %0 fastmath<reassoc> : f32
    linalg.yield %1, %2 : f32, f32
  }
  return
}
