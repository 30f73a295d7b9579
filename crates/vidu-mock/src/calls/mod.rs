//! From a request to what it means or why it is refused: functions of spec and request.

pub mod exchange;
pub mod incoming;
pub mod judge;
pub mod key;
pub mod limit;
pub mod meaning;
pub mod offer;
pub mod refusal;
pub mod results;
pub mod routes;
pub mod secrets;
pub mod selection;
