//! Control flow that is not whole.

use feishu_card::card;

fn main() {
    let (x, xs) = (true, [1]);
    let _ = card! {
        <card>
            if x <hr/>
            for y xs { <hr/> }
            match x { true => <hr/> false => <hr/> }
            else { <hr/> }
            let z = 1;
        </card>
    };
}
