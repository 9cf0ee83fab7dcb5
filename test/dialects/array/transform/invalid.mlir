// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @callee(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.jvp' op callee @g is not a function}}
  %r:2 = array.jvp @g(%x, %n) tangents() argnums [] : (tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @jvp_primals(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.jvp' op primals must be of types ('tensor<4xf32>', 'tensor<i32>'), got ('tensor<4xf32>')}}
  %r:3 = array.jvp @f(%x) tangents(%x) argnums [0] : (tensor<4xf32>, tensor<4xf32>) -> (tensor<f32>, tensor<i32>, tensor<f32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @jvp_c1(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.jvp' op tangents must be of types ('tensor<4xf32>'), got ('tensor<f32>')}}
  %r:3 = array.jvp @f(%x, %n) tangents(%s) argnums [0] : (tensor<4xf32>, tensor<i32>, tensor<f32>) -> (tensor<f32>, tensor<i32>, tensor<f32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @jvp_c1_number(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{custom op 'array.jvp' tangents must have an entry for each of argnums: 1, got 2}}
  %r:3 = array.jvp @f(%x, %n) tangents(%x, %s) argnums [0] : (tensor<4xf32>, tensor<i32>, tensor<4xf32>, tensor<f32>) -> (tensor<f32>, tensor<i32>, tensor<f32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @jvp_c2(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.jvp' op argument 1 of the callee must be floating point or complex, got 'tensor<i32>'}}
  %r:3 = array.jvp @f(%x, %n) tangents(%s) argnums [1] : (tensor<4xf32>, tensor<i32>, tensor<f32>) -> (tensor<f32>, tensor<i32>, tensor<f32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @jvp_argnums(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.jvp' op argnums must be distinct numbers of the 2 arguments of the callee, got [2]}}
  %r:3 = array.jvp @f(%x, %n) tangents(%x) argnums [2] : (tensor<4xf32>, tensor<i32>, tensor<4xf32>) -> (tensor<f32>, tensor<i32>, tensor<f32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @jvp_twice(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.jvp' op argnums must be distinct numbers of the 2 arguments of the callee, got [0, 0]}}
  %r:3 = array.jvp @f(%x, %n) tangents(%x, %x) argnums [0, 0] : (tensor<4xf32>, tensor<i32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<f32>, tensor<i32>, tensor<f32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @jvp_c3(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.jvp' op results and their tangents must be of types ('tensor<f32>', 'tensor<i32>', 'tensor<f32>'), got ('tensor<f32>', 'tensor<i32>', 'tensor<f32>', 'tensor<i32>')}}
  %r:4 = array.jvp @f(%x, %n) tangents(%x) argnums [0] : (tensor<4xf32>, tensor<i32>, tensor<4xf32>) -> (tensor<f32>, tensor<i32>, tensor<f32>, tensor<i32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @jvp_too_few(%x: tensor<4xf32>) {
  // expected-error @+1 {{'array.jvp' op must have a tangent for each of argnums [0, 1], got 1 operands}}
  %r = "array.jvp"(%x) {callee = @f, argnums = array<i64: 0, 1>} : (tensor<4xf32>) -> tensor<f32>
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @vjp_c1(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.vjp' op cotangents must be of types ('tensor<f32>'), got ('tensor<4xf32>')}}
  %r:3 = array.vjp @f(%x, %n) cotangents(%x) argnums [0] resnums [0] : (tensor<4xf32>, tensor<i32>, tensor<4xf32>) -> (tensor<f32>, tensor<i32>, tensor<4xf32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @vjp_c2(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.vjp' op result 1 of the callee must be floating point or complex, got 'tensor<i32>'}}
  %r:3 = array.vjp @f(%x, %n) cotangents(%s) argnums [0] resnums [1] : (tensor<4xf32>, tensor<i32>, tensor<f32>) -> (tensor<f32>, tensor<i32>, tensor<4xf32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @vjp_c3(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.vjp' op argument 1 of the callee must be floating point or complex, got 'tensor<i32>'}}
  %r:3 = array.vjp @f(%x, %n) cotangents(%s) argnums [1] resnums [0] : (tensor<4xf32>, tensor<i32>, tensor<f32>) -> (tensor<f32>, tensor<i32>, tensor<i32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @vjp_results(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.vjp' op results and cotangents of arguments must be of types ('tensor<f32>', 'tensor<i32>', 'tensor<4xf32>'), got ('tensor<f32>', 'tensor<4xf32>')}}
  %r:2 = array.vjp @f(%x, %n) cotangents(%s) argnums [0] resnums [0] : (tensor<4xf32>, tensor<i32>, tensor<f32>) -> (tensor<f32>, tensor<4xf32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @vmap_in_axes(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.vmap' op in_axes must have an entry for each of the 2 arguments of the callee, got [1]}}
  %r:2 = array.vmap @f(%v, %n) in_axes [1] out_axes [0, -1] size 8 : (tensor<4x8xf32>, tensor<i32>) -> (tensor<8xf32>, tensor<i32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @vmap_axis(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.vmap' op in_axes must be -1 or an axis for lanes of 'tensor<4xf32>', got 2}}
  %r:2 = array.vmap @f(%v, %n) in_axes [2, -1] out_axes [0, -1] size 8 : (tensor<4x8xf32>, tensor<i32>) -> (tensor<8xf32>, tensor<i32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @vmap_c2(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.vmap' op arguments must be of types ('tensor<8x4xf32>', 'tensor<i32>'), got ('tensor<4x8xf32>', 'tensor<i32>')}}
  %r:2 = array.vmap @f(%v, %n) in_axes [0, -1] out_axes [0, -1] size 8 : (tensor<4x8xf32>, tensor<i32>) -> (tensor<8xf32>, tensor<i32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @vmap_results(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.vmap' op results must be of types ('tensor<8xf32>', 'tensor<i32>'), got ('tensor<4xf32>', 'tensor<i32>')}}
  %r:2 = array.vmap @f(%v, %n) in_axes [1, -1] out_axes [0, -1] size 8 : (tensor<4x8xf32>, tensor<i32>) -> (tensor<4xf32>, tensor<i32>)
  return
}

// -----

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
func.func @vmap_size(%x: tensor<4xf32>, %n: tensor<i32>, %s: tensor<f32>, %v: tensor<4x8xf32>) {
  // expected-error @+1 {{'array.vmap' op size must not be negative, got -8}}
  %r:2 = array.vmap @f(%x, %n) in_axes [-1, -1] out_axes [-1, -1] size -8 : (tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
  return
}
