// RUN: covector-opt %s -array-vmap="function=sequential size=3 in-axes=0,-1" | FileCheck %s --check-prefix=SEQ
// RUN: covector-opt %s -array-vmap="function=expand size=3 in-axes=0,-1" | FileCheck %s --check-prefix=EXPAND
// RUN: covector-opt %s -array-vmap="function=broadcast size=3 in-axes=0,-1" | FileCheck %s --check-prefix=BROADCAST
// RUN: covector-opt %s -array-vmap="function=foreign size=3 in-axes=-1,0" | FileCheck %s --check-prefix=FOREIGN
// RUN: covector-opt %s -array-vmap="function=barrier size=3 in-axes=0,-1 out-axes=0,-1" | FileCheck %s --check-prefix=BARRIER
// RUN: covector-opt %s -array-vmap="function=debug size=3 in-axes=0,-1 out-axes=0" | FileCheck %s --check-prefix=DEBUG

// SEQ-LABEL: func.func @sequential_vmap
// SEQ: array.callback "pure" 1(%arg0, %arg1) vmap_method "sequential" lanes [3] of [1, 0] : (tensor<3x4xf32>, tensor<f32>) -> tensor<3x4xf32>
func.func @sequential(%x: tensor<4xf32>, %y: tensor<f32>) -> tensor<4xf32> {
  %r = array.callback "pure" 1 (%x, %y) vmap_method "sequential" : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// EXPAND-LABEL: func.func @expand_vmap
// EXPAND: %[[Y:.*]] = array.reshape %arg1
// EXPAND: array.callback "pure" 1(%arg0, %[[Y]]) vmap_method "expand_dims" : (tensor<3x4xf32>, tensor<1xf32>) -> tensor<3x4xf32>
func.func @expand(%x: tensor<4xf32>, %y: tensor<f32>) -> tensor<4xf32> {
  %r = array.callback "pure" 1 (%x, %y) vmap_method "expand_dims" : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// BROADCAST-LABEL: func.func @broadcast_vmap
// BROADCAST: array.callback "pure" 1(%arg0, %{{.*}}) vmap_method "broadcast_all" : (tensor<3x4xf32>, tensor<3xf32>) -> tensor<3x4xf32>
func.func @broadcast(%x: tensor<4xf32>, %y: tensor<f32>) -> tensor<4xf32> {
  %r = array.callback "pure" 1 (%x, %y) vmap_method "broadcast_all" : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// A second axis of lanes goes in front.
// FOREIGN-LABEL: func.func @foreign_vmap
// FOREIGN: array.foreign_call "f"(%arg0, %arg1) vmap_method "sequential" lanes [3, 2] of [1, 2] : (tensor<2x4xf32>, tensor<3xf32>) -> tensor<3x2xf32>
func.func @foreign(%x: tensor<2x4xf32>, %y: tensor<f32>) -> tensor<2xf32> {
  %r = array.foreign_call "f" (%x, %y) vmap_method "sequential" lanes [2] of [1, 0] : (tensor<2x4xf32>, tensor<f32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// What no lane differs in stays so behind a barrier.
// BARRIER-LABEL: func.func @barrier_vmap
// BARRIER: array.optimization_barrier %arg0, %arg1 : tensor<3x4xf32>, tensor<f32>
func.func @barrier(%x: tensor<4xf32>, %y: tensor<f32>) -> (tensor<4xf32>, tensor<f32>) {
  %r:2 = array.optimization_barrier %x, %y : tensor<4xf32>, tensor<f32>
  return %r#0, %r#1 : tensor<4xf32>, tensor<f32>
}

// Effects happen for each lane, or once.
// DEBUG-LABEL: func.func @debug_vmap
// DEBUG: array.callback "debug" 1 ordered(%arg0) lanes [3] of [1] : (tensor<3x4xf32>) -> ()
// DEBUG: array.callback "debug" 1(%arg1) : (tensor<f32>) -> ()
func.func @debug(%x: tensor<4xf32>, %y: tensor<f32>) -> tensor<4xf32> {
  array.callback "debug" 1 ordered (%x) : (tensor<4xf32>) -> ()
  array.callback "debug" 1 (%y) : (tensor<f32>) -> ()
  return %x : tensor<4xf32>
}
