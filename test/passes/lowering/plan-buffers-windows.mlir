// RUN: covector-opt %s --split-input-file --array-plan-buffers | FileCheck %s

// What is copied into a window of another buffer is computed there, by loops over elements.

#id = affine_map<(d0, d1) -> (d0, d1)>
#window = strided<[6, 1], offset: 7>
// CHECK-LABEL: func.func @main
// CHECK-SAME:  (%[[X:[^:]*]]: memref<4x4xf32>, %[[Y:[^:]*]]: memref<6x6xf32>
// CHECK:       %[[WINDOW:.*]] = memref.subview %[[Y]][1, 1] [4, 4]
// CHECK-NEXT:  linalg.generic {{.*}} ins(%[[X]] : {{.*}}) outs(%[[WINDOW]] :
// CHECK-NOT:   memref.copy
func.func @main(%x: memref<4x4xf32>, %y: memref<6x6xf32> {array.donated}) -> memref<6x6xf32> {
  %new = memref.alloc() : memref<4x4xf32>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : memref<4x4xf32>) outs(%new : memref<4x4xf32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = arith.addf %a, %a : f32
    linalg.yield %0 : f32
  }
  %window = memref.subview %y[1, 1] [4, 4] [1, 1] : memref<6x6xf32> to memref<4x4xf32, #window>
  memref.copy %new, %window : memref<4x4xf32> to memref<4x4xf32, #window>
  return %y : memref<6x6xf32>
}

// -----

// But not where they read that buffer.

#id = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-LABEL: func.func @main
// CHECK:       %[[NEW:.*]] = memref.alloca()
// CHECK:       linalg.generic {{.*}} outs(%[[NEW]] : memref<4x4xf32>)
// CHECK:       memref.copy %[[NEW]]
func.func @main(%y: memref<6x6xf32> {array.donated}) -> memref<6x6xf32> {
  %above = memref.subview %y[0, 1] [4, 4] [1, 1] : memref<6x6xf32> to memref<4x4xf32, strided<[6, 1], offset: 1>>
  %new = memref.alloc() : memref<4x4xf32>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%above : memref<4x4xf32, strided<[6, 1], offset: 1>>) outs(%new : memref<4x4xf32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = arith.addf %a, %a : f32
    linalg.yield %0 : f32
  }
  %window = memref.subview %y[1, 1] [4, 4] [1, 1] : memref<6x6xf32> to memref<4x4xf32, strided<[6, 1], offset: 7>>
  memref.copy %new, %window : memref<4x4xf32> to memref<4x4xf32, strided<[6, 1], offset: 7>>
  return %y : memref<6x6xf32>
}

// -----

// Nor where something else reads the old elements before they are copied.

#id = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-LABEL: func.func @main
// CHECK:       linalg.generic {{.*}} outs(%[[NEW:.*]] : memref<4x4xf32>)
// CHECK:       memref.copy %{{.*}}, %{{.*}} : memref<6x6xf32> to memref<6x6xf32>
// CHECK:       memref.copy %[[NEW]]
func.func @main(%x: memref<4x4xf32>, %y: memref<6x6xf32> {array.donated}) -> (memref<6x6xf32>, memref<6x6xf32>) {
  %new = memref.alloc() : memref<4x4xf32>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : memref<4x4xf32>) outs(%new : memref<4x4xf32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = arith.addf %a, %a : f32
    linalg.yield %0 : f32
  }
  %old = memref.alloc() : memref<6x6xf32>
  memref.copy %y, %old : memref<6x6xf32> to memref<6x6xf32>
  %window = memref.subview %y[1, 1] [4, 4] [1, 1] : memref<6x6xf32> to memref<4x4xf32, strided<[6, 1], offset: 7>>
  memref.copy %new, %window : memref<4x4xf32> to memref<4x4xf32, strided<[6, 1], offset: 7>>
  return %y, %old : memref<6x6xf32>, memref<6x6xf32>
}

// -----

// Sums go on from what is there, element by element: they are done apart, as libraries
// and blocks of registers like it.

// CHECK-LABEL: func.func @main
// CHECK:       linalg.generic {{.*}} outs(%[[NEW:.*]] : memref<4x4xf32>)
// CHECK:       memref.copy %[[NEW]]
func.func @main(%x: memref<4x4x3xf32>, %y: memref<6x6xf32> {array.donated}) -> memref<6x6xf32> {
  %zero = arith.constant 0.0 : f32
  %new = memref.alloc() : memref<4x4xf32>
  linalg.fill ins(%zero : f32) outs(%new : memref<4x4xf32>)
  linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x : memref<4x4x3xf32>) outs(%new : memref<4x4xf32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = arith.addf %a, %b : f32
    linalg.yield %0 : f32
  }
  %window = memref.subview %y[1, 1] [4, 4] [1, 1] : memref<6x6xf32> to memref<4x4xf32, strided<[6, 1], offset: 7>>
  memref.copy %new, %window : memref<4x4xf32> to memref<4x4xf32, strided<[6, 1], offset: 7>>
  return %y : memref<6x6xf32>
}
