//! What Doorstep draws.
