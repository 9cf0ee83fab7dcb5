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

// An array that is changed in place is read by the sums of rows first, and changed with the
// sums of columns.
// CHECK-LABEL: func.func @in_place(
// CHECK: vector.load %arg1
// CHECK: vector.load %arg0
// CHECK: vector.reduction <add>
// CHECK: memref.store %{{.*}}, %arg3
// CHECK: vector.store %{{.*}}, %arg0
// CHECK: vector.store %{{.*}}, %arg2
// CHECK-NOT: memref.load %arg0
func.func @in_place(%x: memref<64x64xf32>, %y: memref<64x64xf32>, %columns: memref<64xf32>, %rows: memref<64xf32>) {
  linalg.generic {indexing_maps = [#all, #all, #columns, #rows], iterator_types = ["reduction", "reduction"]}
      ins(%y : memref<64x64xf32>) outs(%x, %columns, %rows : memref<64x64xf32>, memref<64xf32>, memref<64xf32>) {
  ^bb0(%e: f32, %old: f32, %c: f32, %r: f32):
    %0 = arith.mulf %e, %old : f32
    %1 = arith.addf %e, %old : f32
    %2 = arith.addf %c, %0 fastmath<reassoc> : f32
    %3 = arith.addf %r, %0 fastmath<reassoc> : f32
    linalg.yield %1, %2, %3 : f32, f32, f32
  }
  return
}

// Not so where the array that is changed is read by a view too.
// CHECK-LABEL: func.func @read_elsewhere(
// CHECK-NOT: vector
func.func @read_elsewhere(%x: memref<64x65xf32>, %columns: memref<64xf32>, %rows: memref<64xf32>) {
  %left = memref.subview %x[0, 0] [64, 64] [1, 1] : memref<64x65xf32> to memref<64x64xf32, strided<[65, 1]>>
  %right = memref.subview %x[0, 1] [64, 64] [1, 1] : memref<64x65xf32> to memref<64x64xf32, strided<[65, 1], offset: 1>>
  linalg.generic {indexing_maps = [#all, #all, #columns, #rows], iterator_types = ["reduction", "reduction"]}
      ins(%left : memref<64x64xf32, strided<[65, 1]>>) outs(%right, %columns, %rows : memref<64x64xf32, strided<[65, 1], offset: 1>>, memref<64xf32>, memref<64xf32>) {
  ^bb0(%e: f32, %old: f32, %c: f32, %r: f32):
    %0 = arith.mulf %e, %old : f32
    %1 = arith.addf %c, %0 fastmath<reassoc> : f32
    %2 = arith.addf %r, %0 fastmath<reassoc> : f32
    linalg.yield %0, %1, %2 : f32, f32, f32
  }
  return
}

// Along a short axis sums are not kept in memory: each nest keeps its own in registers, and
// one of them has a long axis then.
// CHECK-LABEL: func.func @coordinates(
// CHECK: %[[A:.*]] = scf.for {{.*}} iter_args
// CHECK: vector.maskedstore %arg1{{.*}}, %[[A]] :
// CHECK: %[[ALL:.*]] = memref.collapse_shape %arg2
// CHECK: %[[B:.*]]:4 = scf.for {{.*}} iter_args
// CHECK: vector.store %[[B]]#0, %[[ALL]]
#points = affine_map<(i, j, k) -> (i, j, k)>
#first = affine_map<(i, j, k) -> (i, k)>
#second = affine_map<(i, j, k) -> (j, k)>
func.func @coordinates(%x: memref<16x16x3xf32>, %a: memref<16x3xf32>, %b: memref<16x3xf32>) {
  linalg.generic {indexing_maps = [#points, #first, #second], iterator_types = ["reduction", "reduction", "parallel"]}
      ins(%x : memref<16x16x3xf32>) outs(%a, %b : memref<16x3xf32>, memref<16x3xf32>) {
  ^bb0(%e: f32, %s: f32, %t: f32):
    %0 = arith.addf %s, %e fastmath<reassoc> : f32
    %1 = arith.addf %t, %e fastmath<reassoc> : f32
    linalg.yield %0, %1 : f32, f32
  }
  return
}
