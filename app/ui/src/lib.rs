//! The design system: plain components, icons, plates and the pedigree chart. `style/` holds the tokens and the CSS.
//!
//! Everything here renders on the server and works without JavaScript; nothing here is an island, calls a server
//! function or reads the clock. Import it whole: `use app_ui::*;`. The breeder portal shows every piece at `/gallery`.
// Views are types: a deep page is a deep type.
#![recursion_limit = "512"]

mod alert;
mod ancestry;
mod animal_card;
mod avatar;
mod badge;
mod bulk_bar;
mod button;
mod calculator;
mod card;
mod catalogue;
mod chart;
mod checkbox;
mod chip;
mod claim_chip;
mod code;
mod definition;
mod dialog;
mod empty;
mod error_state;
mod field;
mod file_input;
mod filter_bar;
mod form;
pub mod gallery;
mod gene_chip;
mod genotype;
mod href;
mod icon;
mod kinship;
mod logo;
mod menu;
mod nav;
mod own_logo;
mod page_header;
mod pager;
mod papers;
mod pedigree;
mod photo;
pub mod plate;
mod preferences;
mod progress;
mod radio;
mod select;
mod sex;
mod shell;
mod site;
mod skeleton;
mod stat;
mod table;
mod tabs;
mod text;
mod text_input;
mod textarea;
mod time;
pub mod words;

pub use alert::{Alert, Tone};
pub use ancestry::{AncestryFigures, InbreedingCell};
pub use animal_card::{AnimalCard, CardAnimal, FrameWidths, Picture};
pub use avatar::Avatar;
pub use badge::Badge;
pub use bulk_bar::BulkBar;
pub use button::{Button, ButtonLink, Kind, Look, Size, button_class};
pub use calculator::{
    CalculatorDesk, Pick, calculator_href, calculator_odds, calculator_question, hint_line, taxon_slug,
};
pub use card::{Card, Section};
pub use catalogue::{CATALOGUE_ELEMENT, catalogue_file, use_page_catalogue};
pub use chart::{BarChart, Sparkline};
pub use checkbox::{Checkbox, Switch};
pub use chip::{Chip, ChipRow};
pub use claim_chip::{AnswerBadge, BasisBadge, ClaimChip, ClaimedGenes};
pub use code::{CodeBlock, CopyField};
pub use definition::{Term, Terms};
pub use dialog::{ConfirmDialog, Dialog, DialogOpener};
pub use empty::{EmptyState, NoMatches};
pub use error_state::{ErrorState, NotFoundState, OfflineState};
pub use field::Field;
pub use file_input::FileInput;
pub use filter_bar::{FilterBar, SearchBox};
pub use form::{ErrorSummary, Fieldset, FormActions, HiddenInput, error_list, first_error};
pub use gene_chip::{Gene, GeneChip, GeneChips, GeneState};
pub use genotype::read_genes;
pub use href::{params_of, with_params};
pub use icon::{Glyph, Icon};
pub use kinship::KinshipGrid;
pub use logo::{Logo, Mark};
pub use menu::{Menu, MenuItem, MenuSubmit};
pub use nav::{BottomBar, NavGroup, NavItem, SideNav};
pub use own_logo::OwnLogoPicture;
pub use page_header::{Breadcrumb, PageHeader};
pub use pager::Pager;
pub use papers::PaperLinks;
pub use pedigree::{Alternative, ChartKind, ChartNode, PedigreeChart, walk as walk_pedigree};
pub use photo::{CoverThumb, Film, GrowthLine, Photo, PhotoGallery};
pub use plate::{Plate, plate_href, plate_image, plate_seed, plate_svg};
pub use preferences::{Density, DensitySwitch, Theme, ThemeSwitch};
pub use progress::{ProgressBar, Steps};
pub use radio::RadioGroup;
pub use select::{Choice, Select};
pub use sex::{SexMark, word_of as sex_word};
pub use shell::{AppShell, SkipLink};
pub use site::{FooterColumn, PublicFooter, PublicHeader, SiteShell};
pub use skeleton::{Skeleton, SkeletonKind};
pub use stat::{StatGrid, StatTile};
pub use table::{Order, RowCheck, Sort, Table, Th};
pub use tabs::{TabItem, Tabs};
pub use text::Text;
pub use text_input::TextInput;
pub use textarea::Textarea;
pub use time::{DateText, RelativeTime};

/// The web fonts a page needs above the fold, for `<link rel="preload" as="font" crossorigin>`.
pub const PRELOAD_FONTS: &[&str] = &["/fonts/inter-5.3.0.woff2", "/fonts/serif-5.3.1.woff2"];
