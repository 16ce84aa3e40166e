//! Who may use a route. Each line of the URL table names its access; the guard of that access
//! runs before the handler and hands it a typed actor.
//!
//! A handler takes an actor only from the state of its own access, so a handler of the wrong
//! kind does not compile:
//!
//! ```compile_fail
//! use server::http::actors::{AsBackOffice, AsGuest, BackOffice};
//! use server::http::route::api;
//! async fn handler(_: BackOffice) {}
//! let _ = api("/").post(AsGuest, handler);
//! ```
//!
//! With the access it belongs to, it compiles:
//!
//! ```
//! use server::http::actors::{AsBackOffice, AsGuest, BackOffice};
//! use server::http::route::api;
//! async fn handler(_: BackOffice) {}
//! let _ = api("/").post(AsBackOffice, handler);
//! ```
//!
//! To add an access: its name in [`AccessName`], and in [`super::actors`] the actor, a marker
//! and the marker's [`Access`].

use super::error::AppError;
use crate::state::AppState;
use axum::extract::{FromRef, Request};
use axum::handler::Handler;
use axum::response::{IntoResponse, Response};
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

/// The access of a route, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessName {
    /// Everybody; nothing personal is behind it.
    Public,
    /// A visitor with a browser, with or without a secret.
    Guest,
    /// A program, or the island in a browser.
    Client,
    /// The holder of a request: its sender's browser or one that has shown a second fact. The
    /// handler decides what others see.
    RequestHolder,
    /// The same for programs, which send a tracking code.
    TrackingHolder,
    /// The holder of the one-time token in the path.
    TokenHolder,
    /// A back office with a valid signature.
    BackOffice,
    /// A client on the operator's own networks; for others the route does not exist.
    Operator,
}

/// An access: how its actor is made from a request.
pub trait Access: Copy + Send + Sync + 'static {
    const NAME: AccessName;
    /// The actor that handlers of this access take.
    type Actor: Clone + Send + Sync + 'static;

    /// Admits a request, or returns why not. The request is passed on as returned.
    fn admit(
        state: &Arc<AppState>,
        request: Request,
    ) -> impl Future<Output = Result<(Request, Self::Actor), AppError>> + Send;
}

/// The state of a handler behind the guard of an access. Only the guard makes one.
pub struct Guarded<A: Access> {
    state: Arc<AppState>,
    actor: A::Actor,
}

impl<A: Access> Guarded<A> {
    pub(super) fn actor(&self) -> A::Actor {
        self.actor.clone()
    }
}

impl<A: Access> Clone for Guarded<A> {
    fn clone(&self) -> Guarded<A> {
        Guarded {
            state: Arc::clone(&self.state),
            actor: self.actor.clone(),
        }
    }
}

impl<A: Access> FromRef<Guarded<A>> for Arc<AppState> {
    fn from_ref(guarded: &Guarded<A>) -> Arc<AppState> {
        Arc::clone(&guarded.state)
    }
}

/// A handler behind the guard of an access.
pub struct Guard<A, H> {
    handler: H,
    access: PhantomData<fn() -> A>,
}

impl<A, H> Guard<A, H> {
    pub(super) fn new(_: A, handler: H) -> Guard<A, H> {
        Guard {
            handler,
            access: PhantomData,
        }
    }
}

impl<A, H: Clone> Clone for Guard<A, H> {
    fn clone(&self) -> Guard<A, H> {
        Guard {
            handler: self.handler.clone(),
            access: PhantomData,
        }
    }
}

/// Marks the guard's own implementation of a handler.
pub struct Via<A, T>(PhantomData<fn() -> (A, T)>);

impl<A, H, T> Handler<Via<A, T>, Arc<AppState>> for Guard<A, H>
where
    A: Access,
    H: Handler<T, Guarded<A>>,
    T: 'static,
{
    type Future = Pin<Box<dyn Future<Output = Response> + Send>>;

    fn call(self, request: Request, state: Arc<AppState>) -> Self::Future {
        Box::pin(async move {
            match A::admit(&state, request).await {
                Ok((request, actor)) => {
                    let guarded = Guarded { state, actor };
                    self.handler.call(request, guarded).await
                }
                Err(error) => error.into_response(),
            }
        })
    }
}
