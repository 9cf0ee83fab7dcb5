// RUN: covector-opt %s -split-input-file -verify-diagnostics -o /dev/null

func.func private @f_jvp(%x: tensor<f32>, %dx: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  return %x, %dx : tensor<f32>, tensor<f32>
}
func.func @symbolic_zeros(%x: tensor<f32>) -> tensor<f32> {
  // expected-error@+1 {{symbolic_zeros must have a rule that is a number, got @f_jvp}}
  %0 = array.custom_jvp_call @f_jvp(%x) symbolic_zeros : (tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func @arguments(%x: tensor<f32>) -> tensor<f32> {
  // expected-error@+1 {{arguments of the body must be of types ('tensor<f32>'), got ()}}
  %0 = array.custom_jvp_call 1(%x) : (tensor<f32>) -> tensor<f32> {
    %1 = array.constant dense<0.0> : tensor<f32>
    array.yield %1 : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func @results(%x: tensor<f32>) -> tensor<2xf32> {
  // expected-error@+1 {{values that the body yields must be of types ('tensor<2xf32>'), got ('tensor<f32>')}}
  %0 = array.custom_vjp_call 1, 1(%x) : (tensor<f32>) -> tensor<2xf32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<2xf32>
}

// -----

func.func @consts(%x: tensor<f32>) -> tensor<f32> {
  // expected-error@+1 {{consts must be among the 1 operands, got 2}}
  %0 = array.custom_jvp_call 1(%x) consts 2 : (tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func @lanes(%x: tensor<f32>) -> tensor<f32> {
  // expected-error@+1 {{result 'tensor<f32>' must begin with the lanes [3]}}
  %0 = array.custom_jvp_call 1(%x) lanes [3] of [0] : (tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func @lane_masks(%x: tensor<f32>) -> tensor<3xf32> {
  // expected-error@+1 {{operand 0, 'tensor<f32>', must begin with its lanes [3]}}
  %0 = array.custom_jvp_call 1(%x) lanes [3] of [1] : (tensor<f32>) -> tensor<3xf32> {
  ^bb0(%a: tensor<f32>):
    %1 = array.broadcast_in_dim %a {shape = array<i64: 3>, dimensions = array<i64>}
        : (tensor<f32>) -> tensor<3xf32>
    array.yield %1 : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

// -----

func.func @symbol(%x: tensor<f32>) -> tensor<f32> {
  // expected-error@+1 {{rule @nowhere is not a function}}
  %0 = array.custom_jvp_call @nowhere(%x) : (tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func @residuals(%x: tensor<f32>) -> tensor<f32> {
  // expected-error@+1 {{residuals must be among the 1 operands, got 3}}
  %0 = array.linear_call 1(%x) residuals 3 : (tensor<f32>) -> tensor<f32> {
  }
  return %0 : tensor<f32>
}

// -----

func.func @integers(%x: tensor<i32>) -> tensor<f32> {
  // expected-error@+1 {{linear operands and results must be floating point or complex, got 'tensor<i32>'}}
  %0 = array.linear_call 1(%x) residuals 0 : (tensor<i32>) -> tensor<f32> {
  }
  return %0 : tensor<f32>
}
