//! One line of the URL table: a path, and for each of its methods the access, the limits and
//! the handler.
//!
//! A handler can only be registered together with an access, whose guard wraps it.

use super::access::{Access, AccessName, Guard, Guarded, Via};
use super::limits::LimitClass;
use crate::state::AppState;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter};
use shared::language::Language;
use shared::paths;
use std::sync::Arc;
use std::time::Duration;

/// One line of the table.
pub struct Route {
    pub path: &'static str,
    /// Whether the path also exists under every language's prefix.
    pub localised: bool,
    pub methods: Vec<MethodSpec>,
    router: MethodRouter<Arc<AppState>>,
}

/// One method of a path.
#[derive(Debug, Clone)]
pub struct MethodSpec {
    pub method: Method,
    pub access: AccessName,
    pub limits: RouteLimits,
}

/// The limits of one method of a path. `None` is the setting for all routes.
#[derive(Debug, Clone, Copy)]
pub struct RouteLimits {
    pub class: LimitClass,
    /// In bytes.
    pub body: Option<usize>,
    pub time: Option<Duration>,
}

impl RouteLimits {
    pub fn of(class: LimitClass) -> RouteLimits {
        RouteLimits {
            class,
            body: None,
            time: None,
        }
    }
}

/// A page, in every language.
pub fn page(path: &'static str) -> Route {
    Route {
        path,
        localised: true,
        methods: Vec::new(),
        router: MethodRouter::new(),
    }
}

/// A path of the API.
pub fn api(path: &'static str) -> Route {
    Route {
        localised: false,
        ..page(path)
    }
}

impl Route {
    pub fn get<A, H, T>(self, access: A, handler: H) -> Route
    where
        A: Access,
        H: Handler<T, Guarded<A>>,
        T: 'static,
    {
        let limits = RouteLimits::of(LimitClass::Read);
        self.on::<A, H, T>(Method::GET, MethodFilter::GET, limits, access, handler)
    }

    pub fn post<A, H, T>(self, access: A, handler: H) -> Route
    where
        A: Access,
        H: Handler<T, Guarded<A>>,
        T: 'static,
    {
        let limits = RouteLimits::of(LimitClass::Write);
        self.on::<A, H, T>(Method::POST, MethodFilter::POST, limits, access, handler)
    }

    pub fn put<A, H, T>(self, access: A, handler: H) -> Route
    where
        A: Access,
        H: Handler<T, Guarded<A>>,
        T: 'static,
    {
        let limits = RouteLimits::of(LimitClass::Write);
        self.on::<A, H, T>(Method::PUT, MethodFilter::PUT, limits, access, handler)
    }

    /// Sets the limits of the method added last.
    pub fn limits(mut self, limits: RouteLimits) -> Route {
        if let Some(method) = self.methods.last_mut() {
            method.limits = limits;
        }
        self
    }

    fn on<A, H, T>(
        mut self,
        method: Method,
        filter: MethodFilter,
        limits: RouteLimits,
        access: A,
        handler: H,
    ) -> Route
    where
        A: Access,
        H: Handler<T, Guarded<A>>,
        T: 'static,
    {
        self.methods.push(MethodSpec {
            method,
            access: A::NAME,
            limits,
        });
        let guard = Guard::new(access, handler);
        self.router = self.router.on::<_, Via<A, T>>(filter, guard);
        self
    }

    /// The path in a language.
    pub fn path_in(&self, language: Language) -> String {
        match self.path {
            paths::HOME => paths::home(language),
            path => format!("{}{path}", language.prefix()),
        }
    }

    /// Every path of this line: in every language, or the one path.
    pub fn all_paths(&self) -> Vec<String> {
        if self.localised {
            Language::ALL
                .into_iter()
                .map(|language| self.path_in(language))
                .collect()
        } else {
            vec![self.path.to_owned()]
        }
    }

    /// The methods of this line for axum's router.
    pub(super) fn into_methods(self) -> MethodRouter<Arc<AppState>> {
        // axum has one body limit per path.
        let body = self.methods.iter().filter_map(|one| one.limits.body).max();
        match body {
            Some(bytes) => self.router.layer(DefaultBodyLimit::max(bytes)),
            None => self.router,
        }
    }
}
