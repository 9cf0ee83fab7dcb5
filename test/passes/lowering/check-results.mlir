// RUN: covector-opt %s -split-input-file -array-check-results="bits=1" | FileCheck %s
// RUN: covector-opt %s -split-input-file -array-check-results="bits=1" -array-linalg-to-loops="vector-bytes=32" \
// RUN:   | FileCheck %s --check-prefix=LOOPS
// RUN: covector-opt %s -split-input-file -array-check-results="bits=3" -array-linalg-to-loops="vector-bytes=1" \
// RUN:   | FileCheck %s --check-prefix=BOTH

// The loops that write a result look at it; whoever else writes one leaves that to the end.
#id = affine_map<(i) -> (i)>
#none = affine_map<(i) -> ()>
// CHECK-LABEL: func.func @main
// CHECK-SAME:    %[[X:.*]]: memref<16xf32>, %[[Y:.*]]: memref<16xf32>, %[[S:.*]]: memref<f32>
// CHECK:         %[[FLAG:.*]] = memref.alloca() {array.alarm = 1 : i64} : memref<i8>
// CHECK-NEXT:    memref.store %{{.*}}, %[[FLAG]][] : memref<i8>
// CHECK:         linalg.exp {array.checked = array<i64: 0>} ins(%[[X]] : memref<16xf32>) outs(%[[Y]] : memref<16xf32>)
// CHECK:         %[[SUM:.*]] = memref.load %[[S]][] : memref<f32>
// CHECK-NEXT:    %[[NAN:.*]] = arith.cmpf uno, %[[SUM]], %[[SUM]] : f32
// CHECK:         %[[RAISED:.*]] = arith.cmpi ne
// CHECK-NEXT:    %[[ANY:.*]] = arith.ori %[[NAN]], %[[RAISED]] : i1
// CHECK-NEXT:    scf.if %[[ANY]] {
// CHECK-NEXT:      array.runtime_call "cv_alarm" [] reads 0 has_side_effect()
// LOOPS-LABEL: func.func @main
// LOOPS:         vector.store %[[V:.*]], %{{.*}} : memref<16xf32>, vector<8xf32>
// LOOPS-NEXT:    %[[W:.*]] = arith.cmpf uno, %[[V]], %[[V]] : vector<8xf32>
// LOOPS:         %[[ANY:.*]] = vector.reduction <or>
// LOOPS-NEXT:    scf.if %[[ANY]] {
// LOOPS:           memref.store %{{.*}}, %{{.*}}[] : memref<i8>
// BOTH-LABEL:  func.func @main
// BOTH:          memref.store %[[V:.*]], %{{.*}} : memref<16xf32>
// BOTH-NEXT:     %[[D:.*]] = arith.subf %[[V]], %[[V]] : f32
// BOTH-NEXT:     arith.cmpf uno, %[[D]], %[[D]] : f32
func.func @main(%x: memref<16xf32>, %y: memref<16xf32>, %s: memref<f32>) attributes {
    array.result_formats = array<i64: 2, 2>, array.inputs = array<i64: 64>,
    array.forwards = array<i64: -1, -1>, array.donors = array<i64: -1, -1>} {
  linalg.exp ins(%x : memref<16xf32>) outs(%y : memref<16xf32>)
  linalg.generic {indexing_maps = [#id, #none], iterator_types = ["reduction"]}
      ins(%y : memref<16xf32>) outs(%s : memref<f32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = arith.addf %a, %b : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

// An argument that is returned is looked at too.
// CHECK-LABEL: func.func @main
// CHECK-SAME:    %[[X:.*]]: memref<16xf32>,
// CHECK:         array.runtime_call "cv_check_numbers" [{{[0-9]+}}, 16, 1] reads 1 has_side_effect(%[[X]] : memref<16xf32>)
// CHECK-NEXT:    return
func.func @main(%x: memref<16xf32>, %unused: memref<16xf32>) attributes {
    array.result_formats = array<i64: 2>, array.inputs = array<i64: 64>,
    array.forwards = array<i64: 0>, array.donors = array<i64: -1>} {
  return
}
