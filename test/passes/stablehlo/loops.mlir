// RUN: covector-opt %s -array-to-stablehlo -split-input-file | FileCheck %s

// What the body closes over stays outside of the loop; the index is carried.
// CHECK-LABEL: func.func @scan(
// CHECK-SAME:      %[[A:.*]]: tensor<f32>, %[[B:.*]]: tensor<f32>, %[[X:.*]]: tensor<4xf32>)
// CHECK:         %[[R:.*]]:3 = stablehlo.while(%[[I:.*]] = %{{.*}}, %[[SUM:.*]] = %[[B]], %[[ALL:.*]] = %{{.*}}) : tensor<i64>, tensor<f32>, tensor<4xf32>
// CHECK:         cond {
// CHECK:           stablehlo.compare LT, %[[I]]
// CHECK:         } do {
// CHECK:           %[[W:.*]] = stablehlo.dynamic_slice %[[X]], %[[I]], sizes = [1]
// CHECK:           %[[E:.*]] = stablehlo.reshape %[[W]]
// CHECK:           %[[P:.*]] = stablehlo.multiply %[[A]], %[[E]]
// CHECK:           %[[S:.*]] = stablehlo.add %[[SUM]], %[[P]]
// CHECK:           %[[N:.*]] = stablehlo.add %[[I]]
// CHECK:           %[[U:.*]] = stablehlo.dynamic_update_slice %[[ALL]]
// CHECK:           stablehlo.return %[[N]], %[[S]], %[[U]]
// CHECK:         return %[[R]]#1, %[[R]]#2
func.func @scan(%a: tensor<f32>, %b: tensor<f32>, %x: tensor<4xf32>) -> (tensor<f32>, tensor<4xf32>) {
  %last, %all = array.scan consts(%a) carry(%b) over(%x) length 4
      : (tensor<f32>, tensor<f32>, tensor<4xf32>) -> (tensor<f32>, tensor<4xf32>) {
  ^bb0(%i: tensor<i64>, %factor: tensor<f32>, %sum: tensor<f32>, %element: tensor<f32>):
    %0 = array.mul %factor, %element : tensor<f32>
    %1 = array.add %sum, %0 : tensor<f32>
    array.yield %1, %0 : tensor<f32>, tensor<f32>
  }
  return %last, %all : tensor<f32>, tensor<4xf32>
}

// -----

// A selector out of bounds is moved inside.
// CHECK-LABEL: func.func @case(
// CHECK:         %[[I:.*]] = stablehlo.clamp
// CHECK:         "stablehlo.case"(%[[I]])
func.func @case(%i: tensor<i32>, %x: tensor<f32>) -> tensor<f32> {
  %0 = array.case %i, %x : (tensor<i32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }, {
  ^bb0(%a: tensor<f32>):
    %n = array.neg %a : tensor<f32>
    array.yield %n : tensor<f32>
  }
  return %0 : tensor<f32>
}
