// A QuickFIX session on strings, initiator or acceptor as the settings say: each line on stdin is an application message (fields parted
// by '|', 35 first), each message received is a line on stdout.
// Use: quickfix_client SETTINGS-FILE; "start" opens the network (what is said before waits in the store), "logout" logs out, end of input
// ends the process.
#include <quickfix/FileStore.h>
#include <quickfix/Message.h>
#include <quickfix/Session.h>
#include <quickfix/SessionSettings.h>
#include <quickfix/SocketAcceptor.h>
#include <quickfix/SocketInitiator.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>

static std::mutex output;

static void say(const std::string &event, const std::string &text) {
    std::string line = text;
    std::replace(line.begin(), line.end(), '\001', '|');
    std::lock_guard<std::mutex> guard(output);
    std::cout << event << ' ' << line << std::endl;
}

class Client : public FIX::Application {
public:
    FIX::SessionID session;
    void onCreate(const FIX::SessionID &id) override { session = id; }
    void onLogon(const FIX::SessionID &) override { say("LOGON", ""); }
    void onLogout(const FIX::SessionID &) override { say("LOGOUT", ""); }
    void toAdmin(FIX::Message &message, const FIX::SessionID &) override { say("ADMIN-OUT", message.toString()); }
    void toApp(FIX::Message &, const FIX::SessionID &) throw(FIX::DoNotSend) override {}
    void fromAdmin(const FIX::Message &message, const FIX::SessionID &)
        throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::RejectLogon) override {
        say("ADMIN-IN", message.toString());
    }
    void fromApp(const FIX::Message &message, const FIX::SessionID &)
        throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::UnsupportedMessageType) override {
        say("APP", message.toString());
    }
};

static FIX::Message parse(const std::string &line) {
    FIX::Message message;
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, '|');) {
        size_t equals = field.find('=');
        if (equals == std::string::npos) continue;
        int tag = std::stoi(field.substr(0, equals));
        if (tag == 35) message.getHeader().setField(tag, field.substr(equals + 1));
        else message.setField(tag, field.substr(equals + 1));
    }
    return message;
}

int main(int, char **arguments) {
    try {
        FIX::SessionSettings settings(arguments[1]);
        Client client;
        FIX::FileStoreFactory store(settings);
        std::unique_ptr<FIX::SocketInitiator> initiator;
        std::unique_ptr<FIX::SocketAcceptor> acceptor;
        if (settings.get().getString("ConnectionType") == "initiator") initiator = std::make_unique<FIX::SocketInitiator>(client, store, settings);
        else acceptor = std::make_unique<FIX::SocketAcceptor>(client, store, settings);
        for (std::string line; std::getline(std::cin, line);) {
            if (line == "start") {
                if (initiator) initiator->start();
                if (acceptor) acceptor->start();
            } else if (line == "logout") {
                FIX::Session::lookupSession(client.session)->logout();
            } else {
                FIX::Message message = parse(line);
                // False while it is away; the store has it then.
                FIX::Session::sendToTarget(message, client.session);
            }
        }
        if (initiator) initiator->stop();
        if (acceptor) acceptor->stop();
        return 0;
    } catch (std::exception &error) {
        std::cerr << error.what() << std::endl;
        return 1;
    }
}
