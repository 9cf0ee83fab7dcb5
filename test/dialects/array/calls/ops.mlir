// RUN: covector-opt %s | covector-opt | FileCheck %s

// CHECK-LABEL: func.func @callbacks
func.func @callbacks(%x: tensor<4xf32>, %i: tensor<3xi32>) -> (tensor<4xf32>, tensor<2x4xf32>) {
  // CHECK: array.callback "pure" 3(%{{.*}}, %{{.*}}) vmap_method "sequential" : (tensor<4xf32>, tensor<3xi32>) -> tensor<4xf32>
  %y = array.callback "pure" 3 (%x, %i) vmap_method "sequential" : (tensor<4xf32>, tensor<3xi32>) -> tensor<4xf32>
  // CHECK: array.callback "debug" 5 ordered(%{{.*}}) : (tensor<4xf32>) -> ()
  array.callback "debug" 5 ordered (%x) : (tensor<4xf32>) -> ()
  // CHECK: array.callback "io" 6() : () -> ()
  array.callback "io" 6 () : () -> ()
  // CHECK: array.callback "io" 7(%{{.*}}) lanes [2] of [0] : (tensor<4xf32>) -> tensor<2x4xf32>
  %z = array.callback "io" 7 (%x) lanes [2] of [0] : (tensor<4xf32>) -> tensor<2x4xf32>
  return %y, %z : tensor<4xf32>, tensor<2x4xf32>
}

// CHECK-LABEL: func.func @foreign
func.func @foreign(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: array.foreign_call "scale"(%{{.*}}) options {factor = 2.000000e+00 : f64, name = "a"} : (tensor<4xf32>) -> tensor<4xf32>
  %y = array.foreign_call "scale" (%x) options {factor = 2.0 : f64, name = "a"} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: array.foreign_call "log" has_side_effect(%{{.*}}) : (tensor<4xf32>) -> ()
  array.foreign_call "log" has_side_effect (%y) : (tensor<4xf32>) -> ()
  return %y : tensor<4xf32>
}

// CHECK-LABEL: func.func @barrier
func.func @barrier(%x: tensor<4xf32>, %i: tensor<i32>) -> (tensor<4xf32>, tensor<i32>) {
  // CHECK: array.optimization_barrier %{{.*}}, %{{.*}} : tensor<4xf32>, tensor<i32>
  %y:2 = array.optimization_barrier %x, %i : tensor<4xf32>, tensor<i32>
  return %y#0, %y#1 : tensor<4xf32>, tensor<i32>
}
