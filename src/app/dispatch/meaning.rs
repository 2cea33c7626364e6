//! What a key means on a screen where the usual command of the key makes no sense.

use crate::app::command::{Command, REGISTRY};
use crate::app::screen::Screen;
use crate::app::state::App;

/// Returns the command that a key's command is on this screen: the key that submits one sheet
/// hands all of them in where all of them are listed.
pub fn meant(app: &App, command: Command) -> Command {
    match (command, &app.screen) {
        (Command::Submit, Screen::MySheets(_)) => Command::HandIn,
        (Command::Comment, Screen::Discussion(_)) => Command::Rescue,
        (Command::Submit, Screen::Discussion(_)) => Command::SendBack,
        (Command::Comment, Screen::Meeting(_)) => Command::RollCall,
        (Command::Recuse, Screen::Meeting(_)) => Command::SeeOut,
        (Command::Chains, Screen::Meeting(_)) => Command::Wall,
        (Command::Submit, Screen::Meeting(_)) => Command::CallChosen,
        (Command::Erase, Screen::Meeting(_)) => Command::StepBack,
        (command, _) => command,
    }
}

/// Returns the name of the key that asks for a command on this screen: its own, unless that
/// means something else here, or one that means it here; empty where there is none.
pub fn key_name(app: &App, command: Command) -> String {
    let own = command.key_name();
    if !own.is_empty() && meant(app, command) == command {
        return own;
    }
    let mut others = REGISTRY.iter().map(|entry| entry.command);
    let lent = others.find(|other| *other != command && meant(app, *other) == command);
    lent.map_or_else(String::new, Command::key_name)
}
