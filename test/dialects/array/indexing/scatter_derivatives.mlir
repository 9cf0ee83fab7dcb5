// RUN: covector-opt %s -array-expand-transforms -array-simplify | FileCheck %s

// Kinds of scatter other than add are differentiated into add, gather and masks.

func.func private @set_one(%x: tensor<5x3xf32>, %i: tensor<1xi32>, %u: tensor<3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode clip>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 0>} : (tensor<5x3xf32>, tensor<1xi32>, tensor<3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// One window: no two updates meet.
// CHECK-LABEL: func.func @set_one_forward(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<1xi32>, %[[U:.*]]: tensor<3xf32>, %[[DX:.*]]: tensor<5x3xf32>, %[[DU:.*]]: tensor<3xf32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[DX]], %[[I]], %[[DU]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode clip>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 0>} : (tensor<5x3xf32>, tensor<1xi32>, tensor<3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: return %[[SCATTER]] : tensor<5x3xf32>
func.func @set_one_forward(%x: tensor<5x3xf32>, %i: tensor<1xi32>, %u: tensor<3xf32>, %dx: tensor<5x3xf32>, %du: tensor<3xf32>) -> tensor<5x3xf32> {
  %y, %r = array.jvp @set_one(%x, %i, %u) tangents(%dx, %du) argnums [0, 2]
      : (tensor<5x3xf32>, tensor<1xi32>, tensor<3xf32>, tensor<5x3xf32>, tensor<3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
  return %r : tensor<5x3xf32>
}

// The window that was overwritten has no cotangent in x.
// CHECK-LABEL: func.func @set_one_reverse(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<1xi32>, %[[U:.*]]: tensor<3xf32>, %[[CT:.*]]: tensor<5x3xf32>
// CHECK-NEXT: %[[CONSTANT:.*]] = array.constant dense<0.000000e+00> : tensor<3xf32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[CT]], %[[I]], %[[CONSTANT]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode clip>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 0>} : (tensor<5x3xf32>, tensor<1xi32>, tensor<3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: %[[GATHER:.*]] = array.gather %[[CT]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 0>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<1xi32>) -> tensor<3xf32>
// CHECK-NEXT: return %[[SCATTER]], %[[GATHER]] : tensor<5x3xf32>, tensor<3xf32>
func.func @set_one_reverse(%x: tensor<5x3xf32>, %i: tensor<1xi32>, %u: tensor<3xf32>, %ct: tensor<5x3xf32>) -> (tensor<5x3xf32>, tensor<3xf32>) {
  %y, %cx, %cu = array.vjp @set_one(%x, %i, %u) cotangents(%ct) argnums [0, 2] resnums [0]
      : (tensor<5x3xf32>, tensor<1xi32>, tensor<3xf32>, tensor<5x3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>, tensor<3xf32>)
  return %cx, %cu : tensor<5x3xf32>, tensor<3xf32>
}

func.func private @set_many(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// Windows may meet: updates are numbered to find the one that stays.
// CHECK-LABEL: func.func @set_many_forward(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<4x1xi32>, %[[U:.*]]: tensor<4x3xf32>, %[[DX:.*]]: tensor<5x3xf32>, %[[DU:.*]]: tensor<4x3xf32>
// CHECK-NEXT: %[[IOTA:.*]] = array.iota {axis = 0 : i64, element_type = i32, shape = array<i64: 12>} : tensor<12xi32>
// CHECK-NEXT: %[[CONSTANT:.*]] = array.constant dense<1> : tensor<12xi32>
// CHECK-NEXT: %[[ADD:.*]] = array.add %[[IOTA]], %[[CONSTANT]] : tensor<12xi32>
// CHECK-NEXT: %[[RESHAPE:.*]] = array.reshape %[[ADD]] {shape = array<i64: 4, 3>} : (tensor<12xi32>) -> tensor<4x3xi32>
// CHECK-NEXT: %[[CONSTANT2:.*]] = array.constant dense<0> : tensor<5x3xi32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[CONSTANT2]], %[[I]], %[[RESHAPE]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xi32>, tensor<4x1xi32>, tensor<4x3xi32>) -> tensor<5x3xi32>
// CHECK-NEXT: %[[COMPARE:.*]] = array.compare  EQ, %[[SCATTER]], %[[CONSTANT2]] : (tensor<5x3xi32>, tensor<5x3xi32>) -> tensor<5x3xi1>
// CHECK-NEXT: %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<5x3xf32>
// CHECK-NEXT: %[[SELECT:.*]] = array.select %[[COMPARE]], %[[DX]], %[[CONSTANT3]] : (tensor<5x3xi1>, tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: %[[GATHER:.*]] = array.gather %[[SCATTER]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode fill>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xi32>, tensor<4x1xi32>) -> tensor<4x3xi32>
// CHECK-NEXT: %[[COMPARE2:.*]] = array.compare  EQ, %[[GATHER]], %[[RESHAPE]] : (tensor<4x3xi32>, tensor<4x3xi32>) -> tensor<4x3xi1>
// CHECK-NEXT: %[[CONSTANT4:.*]] = array.constant dense<0.000000e+00> : tensor<4x3xf32>
// CHECK-NEXT: %[[SELECT2:.*]] = array.select %[[COMPARE2]], %[[DU]], %[[CONSTANT4]] : (tensor<4x3xi1>, tensor<4x3xf32>, tensor<4x3xf32>) -> tensor<4x3xf32>
// CHECK-NEXT: %[[SCATTER2:.*]] = array.scatter %[[SELECT]], %[[I]], %[[SELECT2]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: return %[[SCATTER2]] : tensor<5x3xf32>
func.func @set_many_forward(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>, %dx: tensor<5x3xf32>, %du: tensor<4x3xf32>) -> tensor<5x3xf32> {
  %y, %r = array.jvp @set_many(%x, %i, %u) tangents(%dx, %du) argnums [0, 2]
      : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>, tensor<5x3xf32>, tensor<4x3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
  return %r : tensor<5x3xf32>
}

// Each update has the cotangent of its window where it stayed.
// CHECK-LABEL: func.func @set_many_reverse(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<4x1xi32>, %[[U:.*]]: tensor<4x3xf32>, %[[CT:.*]]: tensor<5x3xf32>
// CHECK-NEXT: %[[IOTA:.*]] = array.iota {axis = 0 : i64, element_type = i32, shape = array<i64: 12>} : tensor<12xi32>
// CHECK-NEXT: %[[CONSTANT:.*]] = array.constant dense<1> : tensor<12xi32>
// CHECK-NEXT: %[[ADD:.*]] = array.add %[[IOTA]], %[[CONSTANT]] : tensor<12xi32>
// CHECK-NEXT: %[[RESHAPE:.*]] = array.reshape %[[ADD]] {shape = array<i64: 4, 3>} : (tensor<12xi32>) -> tensor<4x3xi32>
// CHECK-NEXT: %[[CONSTANT2:.*]] = array.constant dense<0> : tensor<5x3xi32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[CONSTANT2]], %[[I]], %[[RESHAPE]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xi32>, tensor<4x1xi32>, tensor<4x3xi32>) -> tensor<5x3xi32>
// CHECK-NEXT: %[[COMPARE:.*]] = array.compare  EQ, %[[SCATTER]], %[[CONSTANT2]] : (tensor<5x3xi32>, tensor<5x3xi32>) -> tensor<5x3xi1>
// CHECK-NEXT: %[[GATHER:.*]] = array.gather %[[SCATTER]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode fill>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xi32>, tensor<4x1xi32>) -> tensor<4x3xi32>
// CHECK-NEXT: %[[COMPARE2:.*]] = array.compare  EQ, %[[GATHER]], %[[RESHAPE]] : (tensor<4x3xi32>, tensor<4x3xi32>) -> tensor<4x3xi1>
// CHECK-NEXT: %[[GATHER2:.*]] = array.gather %[[CT]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode fill>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<4x1xi32>) -> tensor<4x3xf32>
// CHECK-NEXT: %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<4x3xf32>
// CHECK-NEXT: %[[SELECT:.*]] = array.select %[[COMPARE2]], %[[GATHER2]], %[[CONSTANT3]] : (tensor<4x3xi1>, tensor<4x3xf32>, tensor<4x3xf32>) -> tensor<4x3xf32>
// CHECK-NEXT: %[[CONSTANT4:.*]] = array.constant dense<0.000000e+00> : tensor<5x3xf32>
// CHECK-NEXT: %[[SELECT2:.*]] = array.select %[[COMPARE]], %[[CT]], %[[CONSTANT4]] : (tensor<5x3xi1>, tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: return %[[SELECT2]], %[[SELECT]] : tensor<5x3xf32>, tensor<4x3xf32>
func.func @set_many_reverse(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>, %ct: tensor<5x3xf32>) -> (tensor<5x3xf32>, tensor<4x3xf32>) {
  %y, %cx, %cu = array.vjp @set_many(%x, %i, %u) cotangents(%ct) argnums [0, 2] resnums [0]
      : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>, tensor<5x3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>, tensor<4x3xf32>)
  return %cx, %cu : tensor<5x3xf32>, tensor<4x3xf32>
}

func.func private @mul_x(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind mul>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// Linear in x.
// CHECK-LABEL: func.func @mul_x_forward(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<4x1xi32>, %[[U:.*]]: tensor<4x3xf32>, %[[DX:.*]]: tensor<5x3xf32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[DX]], %[[I]], %[[U]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind mul>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: return %[[SCATTER]] : tensor<5x3xf32>
func.func @mul_x_forward(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>, %dx: tensor<5x3xf32>) -> tensor<5x3xf32> {
  %y, %r = array.jvp @mul_x(%x, %i, %u) tangents(%dx) argnums [0]
      : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>, tensor<5x3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
  return %r : tensor<5x3xf32>
}

// CHECK-LABEL: func.func @mul_x_reverse(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<4x1xi32>, %[[U:.*]]: tensor<4x3xf32>, %[[CT:.*]]: tensor<5x3xf32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[CT]], %[[I]], %[[U]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind mul>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: return %[[SCATTER]] : tensor<5x3xf32>
func.func @mul_x_reverse(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>, %ct: tensor<5x3xf32>) -> (tensor<5x3xf32>) {
  %y, %cx = array.vjp @mul_x(%x, %i, %u) cotangents(%ct) argnums [0] resnums [0]
      : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>, tensor<5x3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
  return %cx : tensor<5x3xf32>
}

func.func private @mul_updates(%x: tensor<5x3xf32>, %i: tensor<1xi32>, %u: tensor<3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind mul>, mode = #array<index_mode clip>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 0>} : (tensor<5x3xf32>, tensor<1xi32>, tensor<3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// x at the window times the tangent.
// CHECK-LABEL: func.func @mul_updates_forward(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<1xi32>, %[[U:.*]]: tensor<3xf32>, %[[DU:.*]]: tensor<3xf32>
// CHECK-NEXT: %[[GATHER:.*]] = array.gather %[[X]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 0>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<1xi32>) -> tensor<3xf32>
// CHECK-NEXT: %[[CONSTANT:.*]] = array.constant dense<0.000000e+00> : tensor<5x3xf32>
// CHECK-NEXT: %[[MUL:.*]] = array.mul %[[GATHER]], %[[DU]] : tensor<3xf32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[CONSTANT]], %[[I]], %[[MUL]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode clip>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 0>} : (tensor<5x3xf32>, tensor<1xi32>, tensor<3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: return %[[SCATTER]] : tensor<5x3xf32>
func.func @mul_updates_forward(%x: tensor<5x3xf32>, %i: tensor<1xi32>, %u: tensor<3xf32>, %du: tensor<3xf32>) -> tensor<5x3xf32> {
  %y, %r = array.jvp @mul_updates(%x, %i, %u) tangents(%du) argnums [2]
      : (tensor<5x3xf32>, tensor<1xi32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
  return %r : tensor<5x3xf32>
}

// CHECK-LABEL: func.func @mul_updates_reverse(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<1xi32>, %[[U:.*]]: tensor<3xf32>, %[[CT:.*]]: tensor<5x3xf32>
// CHECK-NEXT: %[[GATHER:.*]] = array.gather %[[X]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 0>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<1xi32>) -> tensor<3xf32>
// CHECK-NEXT: %[[GATHER2:.*]] = array.gather %[[CT]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 0>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<1xi32>) -> tensor<3xf32>
// CHECK-NEXT: %[[MUL:.*]] = array.mul %[[GATHER]], %[[GATHER2]] : tensor<3xf32>
// CHECK-NEXT: return %[[MUL]] : tensor<3xf32>
func.func @mul_updates_reverse(%x: tensor<5x3xf32>, %i: tensor<1xi32>, %u: tensor<3xf32>, %ct: tensor<5x3xf32>) -> (tensor<3xf32>) {
  %y, %cu = array.vjp @mul_updates(%x, %i, %u) cotangents(%ct) argnums [2] resnums [0]
      : (tensor<5x3xf32>, tensor<1xi32>, tensor<3xf32>, tensor<5x3xf32>) -> (tensor<5x3xf32>, tensor<3xf32>)
  return %cu : tensor<3xf32>
}

func.func private @max(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind max>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// The mean of the tangents of all that equal the result, or are NaN.
// CHECK-LABEL: func.func @max_forward(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<4x1xi32>, %[[U:.*]]: tensor<4x3xf32>, %[[DX:.*]]: tensor<5x3xf32>, %[[DU:.*]]: tensor<4x3xf32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[X]], %[[I]], %[[U]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind max>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: %[[NAN:.*]] = array.compare  NE, %[[X]], %[[X]] : (tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5x3xi1>
// CHECK-NEXT: %[[EQUAL:.*]] = array.compare  EQ, %[[X]], %[[SCATTER]] : (tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5x3xi1>
// CHECK-NEXT: %[[COMPARE:.*]] = array.or %[[EQUAL]], %[[NAN]] : tensor<5x3xi1>
// CHECK-NEXT: %[[GATHER:.*]] = array.gather %[[SCATTER]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode fill>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<4x1xi32>) -> tensor<4x3xf32>
// CHECK-NEXT: %[[NAN2:.*]] = array.compare  NE, %[[U]], %[[U]] : (tensor<4x3xf32>, tensor<4x3xf32>) -> tensor<4x3xi1>
// CHECK-NEXT: %[[EQUAL2:.*]] = array.compare  EQ, %[[U]], %[[GATHER]] : (tensor<4x3xf32>, tensor<4x3xf32>) -> tensor<4x3xi1>
// CHECK-NEXT: %[[COMPARE2:.*]] = array.or %[[EQUAL2]], %[[NAN2]] : tensor<4x3xi1>
// CHECK-NEXT: %[[CONVERT:.*]] = array.convert %[[COMPARE]] {element_type = f32} : (tensor<5x3xi1>) -> tensor<5x3xf32>
// CHECK-NEXT: %[[CONVERT2:.*]] = array.convert %[[COMPARE2]] {element_type = f32} : (tensor<4x3xi1>) -> tensor<4x3xf32>
// CHECK-NEXT: %[[SCATTER2:.*]] = array.scatter %[[CONVERT]], %[[I]], %[[CONVERT2]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: %[[CONSTANT:.*]] = array.constant dense<0.000000e+00> : tensor<5x3xf32>
// CHECK-NEXT: %[[SELECT:.*]] = array.select %[[COMPARE]], %[[DX]], %[[CONSTANT]] : (tensor<5x3xi1>, tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: %[[CONSTANT2:.*]] = array.constant dense<0.000000e+00> : tensor<4x3xf32>
// CHECK-NEXT: %[[SELECT2:.*]] = array.select %[[COMPARE2]], %[[DU]], %[[CONSTANT2]] : (tensor<4x3xi1>, tensor<4x3xf32>, tensor<4x3xf32>) -> tensor<4x3xf32>
// CHECK-NEXT: %[[SCATTER3:.*]] = array.scatter %[[SELECT]], %[[I]], %[[SELECT2]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
// CHECK-NEXT: %[[DIV:.*]] = array.div %[[SCATTER3]], %[[SCATTER2]] : tensor<5x3xf32>
// CHECK-NEXT: return %[[DIV]] : tensor<5x3xf32>
func.func @max_forward(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>, %dx: tensor<5x3xf32>, %du: tensor<4x3xf32>) -> tensor<5x3xf32> {
  %y, %r = array.jvp @max(%x, %i, %u) tangents(%dx, %du) argnums [0, 2]
      : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>, tensor<5x3xf32>, tensor<4x3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
  return %r : tensor<5x3xf32>
}

func.func private @set_unique(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, unique_indices = true, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// A promise that no two updates meet saves the numbering.
// CHECK-LABEL: func.func @set_unique_forward(
// CHECK-NOT: array.iota
// CHECK: array.scatter {{.*}} {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, unique_indices = true, window_axes = array<i64: 1>}
// CHECK-NEXT: return
func.func @set_unique_forward(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>, %dx: tensor<5x3xf32>, %du: tensor<4x3xf32>) -> tensor<5x3xf32> {
  %y, %r = array.jvp @set_unique(%x, %i, %u) tangents(%dx, %du) argnums [0, 2]
      : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>, tensor<5x3xf32>, tensor<4x3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
  return %r : tensor<5x3xf32>
}

// Of several lanes in one array nothing is promised any more.
// CHECK-LABEL: func.func @lanes_of_unique(
// CHECK: array.gather {{.*}} unique_indices = false
func.func private @rows(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>) -> tensor<4x3xf32> {
  %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>, unique_indices = true, wrap_negative = true} : (tensor<5x3xf32>, tensor<4x1xi32>) -> tensor<4x3xf32>
  return %r : tensor<4x3xf32>
}
func.func @lanes_of_unique(%x: tensor<5x3xf32>, %i: tensor<2x4x1xi32>) -> tensor<2x4x3xf32> {
  %r = array.vmap @rows(%x, %i) in_axes [-1, 0] out_axes [0] size 2 : (tensor<5x3xf32>, tensor<2x4x1xi32>) -> tensor<2x4x3xf32>
  return %r : tensor<2x4x3xf32>
}
