//! The design system: one file per component, one type per file, rendered by `view()`.
//!
//! # Map
//!
//! | Kind | Components |
//! |---|---|
//! | Questions | [`input`], [`textarea`], [`character_count`], [`radios`], [`checkboxes`], [`choice`], [`date_input`], [`select`], [`search_field`], [`button`], [`link_button`] |
//! | Parts of questions | [`label`], [`hint`], [`error_message`], [`fieldset`], [`form_group`] |
//! | Information | [`error_summary`], [`notification_banner`], [`panel`], [`inset_text`], [`warning_text`], [`details`], [`tag`], [`timeline`], [`contact_line`], [`phone`], [`reference`], [`step`] |
//! | Lists | [`summary_list`], [`table`], [`list`], [`link_list`], [`topic_list`] |
//! | Around the page | [`skip_link`], [`generic_header`], [`service_navigation`], [`language_navigation`], [`phase_banner`], [`breadcrumbs`], [`back_link`], [`footer`] |
//! | Used by all | [`classes`], [`element`], [`heading`] |
//!
//! # Rules
//!
//! * A component is a plain struct of owned values with one `view(self) -> AnyView`. It has no
//!   signal, context or type parameter: the same code renders on the server and inside the
//!   `Journey` island, where every distinct type costs bytes.
//! * It contains no text. The caller supplies every word, including visually hidden ones.
//! * Its markup is that of npm `govuk-frontend` 6.6.0, class for class; `app/tests/fixtures/`
//!   compares it with the published fixtures. A component of our own has the prefix `app-` and a
//!   stylesheet of the same name in `style/components/`.
//! * `classes` takes the design system's modifiers (`govuk-input--width-10`), never a new style.
//! * Behaviour (conditional reveal, counting, focus) comes from govuk-frontend's own script, which
//!   finds a component by its `data-module`; a component that needs it is listed in `app/page.js`.
//!
//! # To add a component
//!
//! 1. `x.rs` here: `#[derive(Default)] pub struct X` and `view()`, with its `mod` line below.
//! 2. If govuk-frontend has it: its line in `style/main.scss`, an adapter in `app/tests/fixtures/`,
//!    and a reason for each fixture left out. Otherwise: classes `app-x`, `app-x__part`, and
//!    `style/components/_x.scss`.
//! 3. A sample in `app/examples/gallery/`; check it at 390 and 1280 pixels.

pub mod back_link;
pub mod breadcrumbs;
pub mod button;
pub mod character_count;
pub mod checkboxes;
pub mod choice;
pub mod classes;
pub mod contact_line;
pub mod date_input;
pub mod details;
pub mod element;
pub mod error_message;
pub mod error_summary;
pub mod fieldset;
pub mod footer;
pub mod form_group;
pub mod generic_header;
pub mod heading;
pub mod hint;
pub mod input;
pub mod inset_text;
pub mod label;
pub mod language_navigation;
pub mod link_button;
pub mod link_list;
pub mod list;
pub mod notification_banner;
pub mod panel;
pub mod phase_banner;
pub mod phone;
pub mod radios;
pub mod reference;
pub mod search_field;
pub mod select;
pub mod service_navigation;
pub mod skip_link;
pub mod step;
pub mod summary_list;
pub mod table;
pub mod tag;
pub mod textarea;
pub mod timeline;
pub mod topic_list;
pub mod warning_text;

pub use back_link::BackLink;
pub use breadcrumbs::{Breadcrumb, Breadcrumbs};
pub use button::Button;
pub use character_count::CharacterCount;
pub use checkboxes::Checkboxes;
pub use choice::Choice;
pub use contact_line::{ContactLine, ContactWay};
pub use date_input::{DateInput, DatePart};
pub use details::Details;
pub use error_message::ErrorMessage;
pub use error_summary::{ErrorLink, ErrorSummary};
pub use fieldset::{Fieldset, Legend};
pub use footer::{Footer, FooterLink};
pub use form_group::FormGroup;
pub use generic_header::GenericHeader;
pub use heading::Heading;
pub use hint::Hint;
pub use input::Input;
pub use inset_text::InsetText;
pub use label::Label;
pub use language_navigation::{LanguageLink, LanguageNavigation};
pub use link_button::LinkButton;
pub use link_list::{LinkList, LinkListItem};
pub use list::List;
pub use notification_banner::NotificationBanner;
pub use panel::Panel;
pub use phase_banner::PhaseBanner;
pub use phone::Phone;
pub use radios::Radios;
pub use reference::Reference;
pub use search_field::SearchField;
pub use select::{Select, SelectItem};
pub use service_navigation::{NavigationItem, ServiceNavigation};
pub use skip_link::SkipLink;
pub use step::Step;
pub use summary_list::{SummaryAction, SummaryCard, SummaryList, SummaryRow};
pub use table::{Cell, Table};
pub use tag::Tag;
pub use textarea::Textarea;
pub use timeline::{Timeline, TimelineEntry, TimelineState};
pub use topic_list::{TopicList, TopicListItem};
pub use warning_text::WarningText;
